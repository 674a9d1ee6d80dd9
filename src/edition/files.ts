/** Names of the files in an edition's folder. Apart, so that serving loads nothing of what only building needs. */
export const SEARCH_FILE = 'search.bin'
/** The index without its names, for servers that search in a cluster. */
export const FRAME_FILE = 'frame.bin'
export const CATALOG_FILE = 'catalog.sqlite'
export const MEANING_FILE = 'meaning.bin'
export const POLICIES_FILE = 'policies.sqlite'
export const EXPLAINERS_FILE = 'explainers.json'
