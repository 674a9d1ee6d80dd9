/** How documents write about CPT. */
import { fillsUp, type InDocuments } from '../in-documents.ts'

export const inDocuments: InDocuments = {
  words: /\bCPTs?\b[®™]?|\bCurrent Procedural Terminology\b|\bcategory I{1,3} codes?\b/gi,
  heading: /\bCPT/i,
  role: 'service',
  // Immune globulins, vaccines and toxoids.
  otherRoles: [{ role: 'drug', codes: /^(?:902[89]|903\d|904[7-9]|90[567]\d|913[0-3])/ }],
  shape: {
    // Categories II and III, laboratory codes, administration of vaccines: they begin with 0, but for category II.
    whole: /^(?:\d{5}|0\d{3}[TUMA]|\d{4}F)$/,
    alike: 'numbers',
    mayExist: (code) => /[A-Z]$/.test(code) || (code >= '00100' && code <= '99607'),
    listed: /^(?:\d{5}|\d{4}[A-Z])$/,
    isOpen: (open, services) => services && fillsUp(open, 5),
  },
}
