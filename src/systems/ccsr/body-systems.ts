/** The body system that the letters of a category of diagnoses stand for: chapters of ICD-10-CM, and what AHRQ adds. */
const BODY_SYSTEMS: Readonly<Record<string, string>> = {
  BLD: 'Diseases of the blood and blood-forming organs and certain disorders involving the immune mechanism',
  CIR: 'Diseases of the circulatory system',
  DEN: 'Dental conditions',
  DIG: 'Diseases of the digestive system',
  EAR: 'Diseases of the ear and mastoid process',
  END: 'Endocrine, nutritional and metabolic diseases',
  EXT: 'External causes of morbidity',
  EYE: 'Diseases of the eye and adnexa',
  FAC: 'Factors influencing health status and contact with health services',
  GEN: 'Diseases of the genitourinary system',
  INF: 'Certain infectious and parasitic diseases',
  INJ: 'Injury, poisoning and certain other consequences of external causes',
  MAL: 'Congenital malformations, deformations and chromosomal abnormalities',
  MBD: 'Mental, behavioral and neurodevelopmental disorders',
  MUS: 'Diseases of the musculoskeletal system and connective tissue',
  NEO: 'Neoplasms',
  NVS: 'Diseases of the nervous system',
  PNL: 'Certain conditions originating in the perinatal period',
  PRG: 'Pregnancy, childbirth and the puerperium',
  RSP: 'Diseases of the respiratory system',
  SKN: 'Diseases of the skin and subcutaneous tissue',
  SYM: 'Symptoms, signs and abnormal clinical and laboratory findings, not elsewhere classified',
}

export const bodySystemOf = (code: string): string | undefined => BODY_SYSTEMS[code.slice(0, 3)]
