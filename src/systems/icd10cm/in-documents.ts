/** How documents write about ICD-10-CM. */
import type { InDocuments } from '../in-documents.ts'

/** Categories have a digit last, but for those listed, and `QA0` and the like, new in FY2026. */
const CATEGORY = '(?:[A-Z]\\d\\d|QA\\d|C4A|C7A|C7B|D3A|I1A|J4A|M1A|O9A|Z3A)'

export const inDocuments: InDocuments = {
  words:
    /\bICD[-\s]?10(?:[-\s]?CM)?\b|\bdiagnos(?:is|es|tic)\s+(?:codes?|list|range)\b|\bdiagnos[ei]s\b|\bdx\b|\bindication codes?\b/gi,
  heading: /ICD|\bdx\b|diagnos[ei]s/i,
  role: 'diagnosis',
  shape: {
    whole: new RegExp(`^${CATEGORY}[0-9A-Z]{0,4}$`),
    pointed: new RegExp(`^${CATEGORY}\\.[0-9A-Z]{1,4}$`),
    alike: 'words',
    listed: /^[A-Z]\d[0-9A-Z]{1,5}$/,
    // A hyphen after a category may end a list item; letters x after one without a point may be a part number.
    isOpen: ({ text, wildcard, pointed }) =>
      /^[A-Z]\d[0-9AB]/i.test(text) && (pointed || wildcard === '*' || (wildcard === '-' && text.length === 3)),
    // J and Q begin the drugs of another system.
    isBeginning: (text, lettered) =>
      /^[A-Z]\d[0-9AB]\./.test(text) || (!lettered && /^[A-IK-PR-Z]\d[0-9AB]/.test(text)),
  },
}
