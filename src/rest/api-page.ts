/**
 * The browsable page of the API at `/api`: Swagger UI over our own `openapi.json`, served from here. Its files are copied by
 * `npm run build`; in a clone they are read from the development dependency, whose install script never runs
 * (`allowScripts` and `scarfSettings` in package.json).
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { VERSION } from '../version.ts'

/** Files of Swagger UI that the page needs. */
export const SWAGGER_FILES = ['swagger-ui-bundle.js', 'swagger-ui.css'] as const

const TYPES: Readonly<Record<(typeof SWAGGER_FILES)[number], string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
}

/** Folder of Swagger UI's files; undefined in a clone without development dependencies. */
function swaggerFolder(): string | undefined {
  const built = fileURLToPath(new URL('./swagger-ui/', import.meta.url))
  if (existsSync(built)) return built
  try {
    return join(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'), '..')
  } catch {
    return undefined
  }
}

const START = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  domNode: document.getElementById('api'),
  deepLinking: true,
  validatorUrl: null,
  queryConfigEnabled: false,
  tryItOutEnabled: true,
})
`

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Medcodex</title>
<link rel="stylesheet" href="/api/swagger-ui.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>
  body { margin: 0; background: #fff; font-family: system-ui, sans-serif }
  header { padding: .75rem 1.25rem; border-bottom: 1px solid #ddd }
  a { color: #0b5c6b }
</style>
</head>
<body>
<header><a href="/">Medcodex ${VERSION}</a> · <a href="/api/v1/openapi.json">openapi.json</a></header>
<main id="api"><noscript>The API is described in <a href="/api/v1/openapi.json">openapi.json</a>; this page needs a script to show it.</noscript></main>
<script src="/api/swagger-ui-bundle.js"></script>
<script src="/api/start.js"></script>
</body>
</html>
`

/** Swagger UI writes styles into its elements and draws icons from data addresses; nothing else comes from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const KEPT = 'public, max-age=86400'

/** `/api` and the files of its page. */
export function apiPage(): Hono {
  const app = new Hono()
  const folder = swaggerFolder()
  app.get('/api', (c) => {
    if (folder === undefined) return c.redirect('/api/v1/openapi.json', 302)
    return c.html(PAGE, 200, { 'content-security-policy': POLICY, 'cache-control': KEPT })
  })
  if (folder === undefined) return app
  app.get('/api/start.js', (c) =>
    c.body(START, 200, { 'content-type': TYPES['swagger-ui-bundle.js'], 'cache-control': KEPT }),
  )
  for (const file of SWAGGER_FILES) {
    // A megabyte and a half that few ask for: read when somebody does.
    app.get(`/api/${file}`, (c) => {
      const body = readFileSync(join(folder, file), 'utf8')
      return c.body(body, 200, { 'content-type': TYPES[file], 'cache-control': KEPT })
    })
  }
  return app
}
