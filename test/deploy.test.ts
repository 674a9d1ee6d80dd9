/** What the files of `deploy/` name must be there: commands, options, folders, ports. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { createProgram } from '../src/cli/main.ts'
import { parseYaml } from '../src/core/yaml.ts'

const ROOT = join(import.meta.dirname, '..')
const text = (name: string): string => readFileSync(join(ROOT, 'deploy', name), 'utf8')
const known = (command: string): string[] =>
  createProgram()
    .commands.find((each) => each.name() === command)!
    .options.map((o) => o.long ?? '')

const systemd =
  spawnSync('systemd-analyze', ['--version']).status === 0 ? false : 'systemd: there is no systemd-analyze'

describe('deploy', () => {
  it('copies what is there into an image that has no root and runs what the program knows', () => {
    const file = text('Containerfile')
    for (const [, what] of file.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const path of what!.split(' ')) assert.ok(existsSync(join(ROOT, path)), path)
    assert.match(file, /^USER 65532:65532$/m)
    assert.match(file, /HEALTHCHECK[\s\S]*\/readyz/)
    const command = JSON.parse(/^CMD (\[.*\])$/m.exec(file)![1]!) as string[]
    for (const option of command.filter((word) => word.startsWith('--')))
      assert.ok(known(command[0]!).includes(option), option)
  })

  it('has a compose file with a read-only root, no capabilities, and options that exist', () => {
    const { services } = parseYaml(text('compose.yaml')) as { services: Record<string, Record<string, unknown>> }
    const { medcodex } = services
    assert.equal(medcodex!['read_only'], true)
    assert.deepEqual(medcodex!['cap_drop'], ['ALL'])
    assert.equal(medcodex!['ports'], undefined, 'only the proxy is reached from outside')
    const [command, ...words] = medcodex!['command'] as string[]
    for (const option of words.filter((word) => word.startsWith('--')))
      assert.ok(known(command!).includes(option), option)
    assert.ok(
      existsSync(join(ROOT, 'deploy', (medcodex!['build'] as { context: string }).context, 'deploy/Containerfile')),
    )
  })

  it('has one for servers with a cluster that nothing else reaches, with options that exist', () => {
    const { services, networks } = parseYaml(text('compose-cluster.yaml')) as {
      services: Record<string, Record<string, unknown>>
      networks: Record<string, { internal?: boolean } | null>
    }
    assert.equal(networks['search']?.internal, true)
    assert.deepEqual(services['opensearch']!['networks'], ['search'])
    for (const [name, service] of Object.entries(services))
      if (name !== 'proxy') assert.equal(service['ports'], undefined, name)
    for (const name of ['publish', 'medcodex']) {
      const service = services[name]!
      assert.equal(service['read_only'], true, name)
      assert.deepEqual(service['cap_drop'], ['ALL'], name)
      const [command, ...words] = service['command'] as string[]
      for (const option of words.filter((word) => word.startsWith('--')))
        assert.ok(known(command!).includes(option), option)
    }
  })

  it('has a unit that stops later than the server does, with options that exist', () => {
    const unit = text('medcodex.service')
    assert.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)![1]) > 10)
    const start = /^ExecStart=\S+ (\S+) (\S+) (.*)$/m.exec(unit)!
    assert.ok(existsSync(join(ROOT, start[1]!)))
    for (const option of start[3]!.split(' ').filter((word) => word.startsWith('--')))
      assert.ok(known(start[2]!).includes(option), option)
  })

  it('has a unit that systemd takes, with a sandbox that it calls tight', { skip: systemd }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'medcodex-unit-'))
    try {
      const path = join(folder, 'medcodex.service')
      writeFileSync(path, text('medcodex.service').replaceAll('/opt/medcodex', ROOT))
      const verified = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' })
      assert.equal(`${verified.stdout}${verified.stderr}`, '')
      assert.equal(verified.status, 0)
      // In tenths: 9.6 is a service without any of it.
      const sandbox = ['security', '--offline=yes', '--threshold=25', '--no-pager', path]
      const judged = spawnSync('systemd-analyze', sandbox, { encoding: 'utf8' })
      assert.equal(judged.status, 0, judged.stdout)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('runs a Node that the lock file has a checksum of, and that no script fetches', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }>
    }
    const program = realpathSync(join(ROOT, 'node_modules/.bin/node'))
    const [, name] = /node_modules[/\\](node-[^/\\]+)[/\\]bin[/\\]/.exec(program) ?? []
    const locked = lock.packages[`node_modules/${name}`]
    assert.match(String(locked?.integrity), /^sha512-/, `${program} is of no package with a checksum`)
    assert.equal(execFileSync(program, ['--version'], { encoding: 'utf8' }).trim(), `v${locked!.version}`)
    // Whatever has a script when it is installed is told that it may not run it.
    const { allowScripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>
    }
    const scripts = Object.entries(lock.packages).flatMap(([path, each]) =>
      each.hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
    )
    assert.deepEqual(
      scripts.filter((each) => allowScripts[each] !== false),
      [],
    )
    // The image takes it from there too.
    assert.match(text('Containerfile'), /npm ci --ignore-scripts[^\n]*\n && [^\n]*cp -L node_modules\/\.bin\/node/)
  })
})
