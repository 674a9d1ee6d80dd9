/**
 * Stems of the names of drugs. International nonproprietary names end (or begin) alike where drugs are of one class: the
 * World Health Organization keeps the list. Only stems that stand for one class, and in names alone, are here.
 */

/** Endings. */
const ENDINGS = [
  'botulinumtoxina',
  'cobalamin',
  'tinib',
  'ciclib',
  'parib',
  'zomib',
  'rafenib',
  'rubicin',
  'citabine',
  'trexate',
  'trexed',
  'platin',
  'taxel',
  'poside',
  'tecan',
  'mustine',
  'bulin',
  'cillin',
  'floxacin',
  'cycline',
  'penem',
  'bactam',
  'micin',
  'mycin',
  'fungin',
  'conazole',
  'nidazole',
  'ciclovir',
  'gravir',
  'navir',
  'vastatin',
  'sartan',
  'pril',
  'dipine',
  'olol',
  'afil',
  'prazole',
  'setron',
  'triptan',
  'gliptin',
  'glutide',
  'gliflozin',
  'caine',
  'curonium',
  'azepam',
  'azolam',
  'barbital',
  'peridol',
  'perazine',
  'oxetine',
  'methasone',
  'cortisone',
  'solone',
  'relin',
  'relix',
  'tocin',
  'parin',
  'gatran',
  'poetin',
  'grastim',
  'kinra',
  'cept',
  'dronate',
  'dronic',
  'terol',
  'tropium',
  'phylline',
  'profen',
  'coxib',
  'fentanil',
  'morphone',
] as const

/** Beginnings that name a class. */
const BEGINNINGS = ['cef', 'sulfa', 'gado', 'interferon'] as const

const LEAST_NAME = 6

/** The stem of the first word of `title` that has one: `cef-` of `ceftriaxone sodium`. */
export function drugStem(title: string): string | undefined {
  for (const word of title.toLowerCase().match(/[a-z]+/g) ?? []) {
    if (word.length < LEAST_NAME) continue
    const ending = ENDINGS.find((each) => word.endsWith(each) && word.length > each.length)
    if (ending !== undefined) return `-${ending}`
    const beginning = BEGINNINGS.find((each) => word.startsWith(each))
    if (beginning !== undefined) return `${beginning}-`
  }
  return undefined
}
