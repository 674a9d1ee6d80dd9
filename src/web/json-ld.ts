/** The schema.org description of a code, for search engines. A data block: browsers never run it. */
import type { CodeShown } from './answers.ts'
import { type Html, raw } from './html.ts'

/** `<script type="application/ld+json">` for a code page. */
export function jsonLd(shown: CodeShown, url: string): Html {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'MedicalCode',
    codeValue: shown.code,
    codingSystem: shown.systemName,
    name: shown.title,
    inCodeSet: { '@type': 'CategoryCodeSet', name: shown.systemName, identifier: shown.systemUri },
    url,
  }
  // `<` could end the element; inside JSON its escape means the same.
  return raw(`<script type="application/ld+json">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`)
}
