/** How documents write about ICD-10-PCS. */
import { fillsUp, type InDocuments } from '../in-documents.ts'

/** Sections with the body systems they have. */
const START =
  /^(?:0[0-9A-HJ-NP-Z]|10|2[WY]|3[0CE]|4[AB]|5A|6A|7W|8[CE]|9W|B[0-9TVWY]|C[0-9BDFGHPTVW]|D[0-9BDFGHMPTUVW]|F[01]|GZ|HZ|X[02HKNRTVWXY])/

export const inDocuments: InDocuments = {
  words: /\bICD[-\s]?10[-\s]?(?:PCS|Procedures?)\b|\bPCS\b|\binpatient procedure codes?\b/gi,
  heading: /(?<!HC)PCS|ICD-?10 procedure/i,
  role: 'procedure',
  shape: {
    whole: /^(?=.*[A-Z])(?=.*\d)[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}$/,
    alike: 'serials',
    mayExist: (code) => START.test(code),
    listed: /^[0-9A-HJ-NP-Z]{7}$/,
    isOpen: (open) =>
      fillsUp(open, 7) && /^(?=.*[A-Z])[0-9X].{2}/i.test(open.text) && START.test(open.text.toUpperCase()),
    isBeginning: (text) => text.startsWith('0'),
  },
}
