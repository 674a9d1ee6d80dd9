/** Stylesheet, script and icon: read once, named by their content, so that browsers may keep them for ever. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

export interface Asset {
  readonly path: string
  readonly body: string
  readonly type: string
  readonly etag: string
}

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')

function asset(name: string, body: string, type: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const [stem, extension] = name.split('.')
  return { path: `/assets/${stem}.${hash}.${extension}`, body, type, etag: `"${hash}"` }
}

/** The sheets of `style/` in the order of their names, served as one. */
function styles(): string {
  const names = readdirSync(new URL('./style/', import.meta.url))
    .filter((name) => name.endsWith('.css'))
    .sort()
  return names.map((name) => read(`./style/${name}`).replace(/\/\*.*?\*\//gs, '')).join('')
}

export const STYLE = asset('style.css', styles(), 'text/css; charset=utf-8')
export const CLIENT = asset('client.js', read('./client.js'), 'text/javascript; charset=utf-8')
export const ICON = asset('favicon.svg', read('./favicon.svg'), 'image/svg+xml')
