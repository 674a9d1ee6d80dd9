/** How documents write about HCPCS Level II. */
import { fillsUp, type InDocuments } from '../in-documents.ts'

export const inDocuments: InDocuments = {
  words: /\bHCPCS\b|\blevel II\b|\b[A-V]-?\s?codes?\b/g,
  heading: /\bHCPCS|\bJ-?codes?\b/i,
  role: 'service',
  otherRoles: [
    { role: 'drug', codes: /^(?:J|Q0138|Q0139|Q2\d|Q5\d|C9[0-4]|A9[5-6]|S01|P90[4-5])/ },
    { role: 'device', codes: /^(?:A[4-8]|B|C1|C2|E|K|L|V[25]|Q4[0-2]|Q1)/ },
  ],
  shape: {
    whole: /^[A-CEGHJ-MP-V]\d{4}$/,
    alike: 'nothing',
    listed: /^[A-V]\d{4}$/,
    // Beginnings of J and Q are drugs; of other letters they may be categories of diagnoses.
    isOpen: (open, services) => fillsUp(open, 5) && (services || open.length >= 5 || /^[JQ]\d\d/.test(open.text)),
    isBeginning: (text, lettered) => lettered || !/^[A-IK-PR-Z]\d[0-9AB]/.test(text),
  },
}
