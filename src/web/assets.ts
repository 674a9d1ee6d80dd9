/** Stylesheet, script and icon: read once, named by their content, so that browsers may keep them for ever. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface Asset {
  readonly path: string
  readonly body: string
  readonly type: string
  readonly etag: string
}

function load(file: string, type: string): Asset {
  const body = readFileSync(new URL(file, import.meta.url), 'utf8')
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const [name, extension] = file.replace('./', '').split('.')
  return { path: `/assets/${name}.${hash}.${extension}`, body, type, etag: `"${hash}"` }
}

export const STYLE = load('./style.css', 'text/css; charset=utf-8')
export const CLIENT = load('./client.js', 'text/javascript; charset=utf-8')
export const ICON = load('./favicon.svg', 'image/svg+xml')
