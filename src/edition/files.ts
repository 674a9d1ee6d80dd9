/** Names of the files in an edition's folder. Apart, so that serving loads nothing of what only building needs. */
export const SEARCH_FILE = 'search.bin'
export const CATALOG_FILE = 'catalog.sqlite'
export const MEANING_FILE = 'meaning.bin'
export const POLICIES_FILE = 'policies.sqlite'
export const EXPLAINERS_FILE = 'explainers.json'
