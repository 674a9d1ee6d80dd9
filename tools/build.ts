/** `npm run build`: dist/ for publishing, since Node strips no types below node_modules. Not needed to develop. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { SWAGGER_FILES } from '../src/rest/api-page.ts'

const ROOT = join(import.meta.dirname, '..')
const at = (...parts: string[]): string => join(ROOT, ...parts)

rmSync(at('dist'), { recursive: true, force: true })
execFileSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
})
// What the program reads beside its code: dictionaries, the meaning model, style sheets, the client script, the icon.
for (const file of globSync('**/*.{tsv,bin,css,js,svg}', { cwd: at('src') })) cpSync(at('src', file), at('dist', file))
// Swagger UI, for the page of the API; its licence stays beside it.
const swagger = at('node_modules/swagger-ui-dist')
for (const file of [...SWAGGER_FILES, 'LICENSE', 'NOTICE'])
  cpSync(join(swagger, file), at('dist/rest/swagger-ui', file))
chmodSync(at('dist/cli/main.js'), 0o755)
