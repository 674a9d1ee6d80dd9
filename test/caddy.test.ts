/** The recipe for Caddy as it stands in `deploy/`, with a real Caddy that signs its certificate itself. */
import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describeProxy } from './proxy.suite.ts'

/** The program named by MEDCODEX_CADDY, or `caddy` on the path. */
function caddy(): string | undefined {
  const named = process.env['MEDCODEX_CADDY']
  const places =
    named === undefined ? (process.env['PATH'] ?? '').split(delimiter).map((at) => join(at, 'caddy')) : [named]
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

const program = caddy()

describeProxy('behind Caddy', {
  skip: program === undefined && 'caddy: there is none on the path; name one with MEDCODEX_CADDY',
  async start({ url, ports, folder }) {
    // What a test must say beside the recipe: no certificate from outside, and ports and places of its own.
    const options = [
      '{',
      ...['admin off', 'local_certs', 'skip_install_trust', `http_port ${ports.plain}`, `https_port ${ports.tls}`],
      ...[`storage file_system ${join(folder, 'storage')}`, 'default_bind 127.0.0.1'],
      '}',
    ]
    const recipe = readFileSync(join(import.meta.dirname, '../deploy/Caddyfile'), 'utf8')
    const path = join(folder, 'Caddyfile')
    writeFileSync(path, `${options.join('\n')}\n${recipe.replace('127.0.0.1:7080', new URL(url).host)}`)
    const child = spawn(program!, ['run', '--config', path, '--adapter', 'caddyfile'], {
      env: { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => {
        said += part
      })
    return {
      log: () => said,
      async stop() {
        child.kill('SIGTERM')
        await ended
      },
    }
  },
})
