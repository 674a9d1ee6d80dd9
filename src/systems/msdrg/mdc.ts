/** The major diagnostic categories by number, as the MS-DRG Definitions Manual names them. */
const TITLES: readonly (readonly [mdc: string, title: string])[] = [
  ['PRE', 'Pre-MDC'],
  ['00', 'Ungroupable'],
  ['01', 'Diseases and disorders of the nervous system'],
  ['02', 'Diseases and disorders of the eye'],
  ['03', 'Diseases and disorders of the ear, nose, mouth and throat'],
  ['04', 'Diseases and disorders of the respiratory system'],
  ['05', 'Diseases and disorders of the circulatory system'],
  ['06', 'Diseases and disorders of the digestive system'],
  ['07', 'Diseases and disorders of the hepatobiliary system and pancreas'],
  ['08', 'Diseases and disorders of the musculoskeletal system and connective tissue'],
  ['09', 'Diseases and disorders of the skin, subcutaneous tissue and breast'],
  ['10', 'Endocrine, nutritional and metabolic diseases and disorders'],
  ['11', 'Diseases and disorders of the kidney and urinary tract'],
  ['12', 'Diseases and disorders of the male reproductive system'],
  ['13', 'Diseases and disorders of the female reproductive system'],
  ['14', 'Pregnancy, childbirth and the puerperium'],
  ['15', 'Newborns and other neonates with conditions originating in the perinatal period'],
  ['16', 'Diseases and disorders of blood, blood forming organs and immunologic disorders'],
  ['17', 'Myeloproliferative diseases and disorders, poorly differentiated neoplasms'],
  ['18', 'Infectious and parasitic diseases, systemic or unspecified sites'],
  ['19', 'Mental diseases and disorders'],
  ['20', 'Alcohol/drug use and alcohol/drug induced organic mental disorders'],
  ['21', 'Injuries, poisonings and toxic effects of drugs'],
  ['22', 'Burns'],
  ['23', 'Factors influencing health status and other contacts with health services'],
  ['24', 'Multiple significant trauma'],
  ['25', 'Human immunodeficiency virus infections'],
]

/** In the order in which they are printed. */
export const MDC: ReadonlyMap<string, string> = new Map(TITLES)
