/** How documents write about national drug codes: segments with hyphens, or ten and eleven digits. */
import type { InDocuments } from '../in-documents.ts'

export const inDocuments: InDocuments = {
  words: /\bNDCs?\b|\bnational drug codes?\b/gi,
  heading: /\bNDC|national drug code/i,
  role: 'drug',
  segments: {
    joined:
      /(?<![\dA-Za-z.-])(\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d{1,2}|\d{5}-\d{4}(?=-(?:\*+|[xX]{1,2})))(?:-(?:\*+|[xX]{1,2}))?(?![\dA-Za-z-])/g,
    digits: /(?<![\dA-Za-z.-])(\d{10,11})(?![\dA-Za-z-])/g,
    beginning: /(?<![\dA-Za-z.-])(\d{5}-\d{3,4}|\d{4}-\d{4})(?![\dA-Za-z-])/g,
  },
}
