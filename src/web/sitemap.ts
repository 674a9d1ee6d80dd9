/** The sitemap in parts, as search engines ask for: an index, then parts of under 2,000 addresses. */
import { codePathParts, codePaths } from '../service/browse.ts'
import type { ServiceContext } from '../service/context.ts'

const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

const xml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)

/** `/sitemap.xml`: the parts, with addresses below `origin`. */
export function sitemapIndex(context: ServiceContext, origin: string): string {
  const parts = Array.from({ length: codePathParts(context) }, (_, i) => `${origin}/sitemap-${i + 1}.xml`)
  const entries = parts.map((url) => `<sitemap><loc>${xml(url)}</loc></sitemap>`)
  return `${HEAD}<sitemapindex ${NAMESPACE}>\n${entries.join('\n')}\n</sitemapindex>\n`
}

/** `/sitemap-{part}.xml`, or undefined when there is no such part. */
export function sitemapPart(context: ServiceContext, part: number, origin: string): string | undefined {
  if (part < 1 || part > codePathParts(context)) return undefined
  const entries = codePaths(context, part).map((path) => `<url><loc>${xml(origin + path)}</loc></url>`)
  return `${HEAD}<urlset ${NAMESPACE}>\n${entries.join('\n')}\n</urlset>\n`
}

/** `/robots.txt`: results of searches are nobody's business. */
export function robots(origin: string): string {
  return `User-agent: *\nDisallow: /search\nDisallow: /api/\nSitemap: ${origin}/sitemap.xml\n`
}
