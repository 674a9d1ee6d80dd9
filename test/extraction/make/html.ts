/** Sets a source as a web page with what surrounds a text on one: navigation, scripts, styles, a footer. */
import { type Block, blocksOf } from './markup.ts'
import type { Spec } from './spec.ts'

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** A source that is a whole page already is left alone. */
export function htmlOf(spec: Spec): string {
  if (spec.text.startsWith('<!doctype')) return spec.text
  const body: string[] = []
  const blocks = blocksOf(spec.text)
  blocks.forEach((block, n) => {
    if (block.kind === 'item' && blocks[n - 1]?.kind !== 'item') body.push('<ul>')
    body.push(elementOf(block))
    if (block.kind === 'item' && blocks[n + 1]?.kind !== 'item') body.push('</ul>')
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(spec.meta.title)}</title>
<style>.c99213 { color: #e0601f } table td { padding: 2px }</style>
<script>window.page = { id: "J9999", build: 20260105, codes: ["99291", "E0118"] }</script>
</head>
<body>
<nav><a href="/">Home</a> <a href="/policies">Policies</a> <a href="/contact">Contact</a></nav>
<main>
${body.join('\n')}
</main>
<footer>${escaped(spec.meta.payer)}. ${escaped(spec.footer ?? 'All rights reserved.')}</footer>
<script>track("J0129")</script>
</body>
</html>
`
}

function elementOf(block: Block): string {
  if (block.kind === 'page') return '<hr>'
  if (block.kind === 'table') return tableOf(block.rows)
  const text = escaped(block.text)
  if (block.kind === 'heading') return `<h${block.level}>${text}</h${block.level}>`
  return block.kind === 'item' ? `<li>${text}</li>` : `<p>${text}</p>`
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[], tag: string): string =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  const [head, ...rest] = rows
  return `<table>\n<thead>${line(head!, 'th')}</thead>\n<tbody>\n${rest.map((row) => line(row, 'td')).join('\n')}\n</tbody>\n</table>`
}
