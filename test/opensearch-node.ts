/**
 * An OpenSearch of one node for tests: the one at MEDCODEX_OPENSEARCH, or one started here where Java 17, Maven and Maven
 * Central are. `opensearch:` begins the reason where there is none.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

export interface SearchNode {
  readonly url: string
  /** Ends it at once, as a machine that fails does. Only one that was started here can be ended. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const SETUP = join(import.meta.dirname, '../tools/opensearch-node.sh')
/** The server refuses to be root; tests that are start it as nobody. */
const NOBODY = 65_534

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

export async function searchNode(): Promise<SearchNode | { readonly skip: string }> {
  const given = process.env['MEDCODEX_OPENSEARCH']
  if (given !== undefined) return { url: given, async kill() {}, async stop() {} }
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' })
    execFileSync('mvn', ['-v'], { stdio: 'ignore' })
  } catch {
    return { skip: 'opensearch: there is no Java or no Maven; set MEDCODEX_OPENSEARCH to a node' }
  }
  let home: string
  try {
    const { stdout } = await promisify(execFile)(SETUP, [join(tmpdir(), 'medcodex-opensearch')], { timeout: 120_000 })
    home = stdout.trim()
  } catch {
    return { skip: 'opensearch: it cannot be had from Maven Central; set MEDCODEX_OPENSEARCH to a node' }
  }
  return startNode(home)
}

async function startNode(home: string): Promise<SearchNode | { readonly skip: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'medcodex-node-'))
  cpSync(join(home, 'config'), join(folder, 'config'), { recursive: true })
  // The options that come with it write logs where its program lies.
  writeFileSync(join(folder, 'config/jvm.options'), '-Xms384m\n-Xmx384m\n-XX:+UseSerialGC\n')
  const root = process.getuid?.() === 0
  if (root) {
    for (const each of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
      chownSync(join(folder, each), NOBODY, NOBODY)
    chmodSync(folder, 0o755)
  }
  const [port, transport] = [await freePort(), await freePort()]
  const settings = [
    ...[`http.port=${port}`, `transport.port=${transport}`, 'discovery.type=single-node', 'cluster.name=medcodex-test'],
    // A small heap is nearly always full of what is no longer used, which counts as used otherwise.
    'indices.breaker.total.use_real_memory=false',
    ...[`path.data=${join(folder, 'data')}`, `path.logs=${join(folder, 'logs')}`],
  ]
  const child: ChildProcess = spawn(
    join(home, 'bin/opensearch'),
    settings.map((setting) => `-E${setting}`),
    {
      stdio: 'ignore',
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        JAVA_HOME: process.env['JAVA_HOME'] ?? javaHome(),
        OPENSEARCH_PATH_CONF: join(folder, 'config'),
        OPENSEARCH_TMPDIR: folder,
      },
      ...(root && { uid: NOBODY, gid: NOBODY }),
    },
  )
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  let alive = true
  void ended.then(() => {
    alive = false
  })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  for (let i = 0; alive && i < 480; i++) {
    if (await answers(url)) return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
    await wait(250)
  }
  if (alive) await end('SIGKILL')
  return { skip: 'opensearch: the node did not start' }
}

/** Where the Java on the path lies. */
function javaHome(): string {
  const text = execFileSync('java', ['-XshowSettings:properties', '-version'], { encoding: 'utf8', stdio: 'pipe' })
  return /java\.home = (\S+)/.exec(text)?.[1] ?? '/usr'
}
