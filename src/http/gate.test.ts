/** Names, origins, forwarding and limits, each against what an attacker would send. */
import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../core/errors.ts'
import { clientAddress, isForwarded, isLocal } from './asker.ts'
import { Gate, type GateOptions } from './gate.ts'
import { knowsHost, knowsOrigin } from './hosts.ts'
import { UnderWay, underWayMemory, Windows, windowsMemory } from './windows.ts'

const publicUrl = new URL('https://codes.example.org')
const at = '127.0.0.1'

describe('the names a server is asked by', () => {
  it('are those of this machine, whatever the port', () => {
    for (const host of ['localhost', 'LOCALHOST:7080', '127.0.0.1:7080', '127.8.0.1', '[::1]:7080', 'localhost.'])
      assert.ok(knowsHost({}, host, at), host)
  })

  it('are no others: not names that resolve here, not those that only look like ours', () => {
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example:7080',
      'evil.example:7080',
      'localhost@evil.example',
      '10.0.0.1',
      '192.168.0.9:7080',
      '[::2]',
      '',
      'localhost/x',
      'a b',
    ])
      assert.ok(!knowsHost({}, host, at), host)
    assert.ok(!knowsHost({}, undefined, at))
  })

  it('are the public one, and the address that the request came in at', () => {
    assert.ok(knowsHost({ publicUrl }, 'codes.example.org', at))
    assert.ok(!knowsHost({ publicUrl }, 'x.codes.example.org', at))
    assert.ok(knowsHost({}, '192.168.0.9:7080', '192.168.0.9'))
    assert.ok(knowsHost({}, '192.168.0.9:7080', '::ffff:192.168.0.9'))
    assert.ok(knowsHost({}, '[2001:db8::1]', '2001:db8::1'))
  })

  it('never are a name that somebody can own', () => {
    fc.assert(fc.property(fc.domain(), (name) => !knowsHost({}, name, at)))
  })
})

describe('pages that may ask', () => {
  it('are this server’s own', () => {
    assert.ok(knowsOrigin({}, undefined, 'localhost:7080'))
    assert.ok(knowsOrigin({}, 'http://localhost:7080', 'localhost:7080'))
    assert.ok(knowsOrigin({ publicUrl }, 'https://codes.example.org', '127.0.0.1:7080'))
    for (const origin of [
      'http://localhost:3000',
      'https://evil.example',
      'null',
      '',
      'file://',
      'http://codes.example.org',
    ])
      assert.ok(!knowsOrigin({ publicUrl }, origin, 'localhost:7080'), origin)
  })
})

describe('a request from this machine', () => {
  const local = { address: '::ffff:127.0.0.1', headers: {}, httpVersion: '1.1' }

  it('came straight from a program on it', () => {
    assert.ok(isLocal(local))
    assert.ok(isLocal({ ...local, address: '::1' }))
    assert.ok(!isLocal({ ...local, address: '10.0.0.7' }))
    assert.ok(!isLocal({ ...local, address: undefined }))
  })

  it('is none when another server handed it on', () => {
    const names = [
      'forwarded',
      'via',
      'x-real-ip',
      'x-forwarded-for',
      'x-forwarded-proto',
      'x-forwarded-anything',
      'cf-ray',
      'cf-connecting-ip',
      'true-client-ip',
      'x-envoy-external-address',
      'x-amzn-trace-id',
      'fastly-client-ip',
    ]
    for (const name of names) assert.ok(isForwarded({ ...local, headers: { [name]: '127.0.0.1' } }), name)
    assert.ok(isForwarded({ ...local, httpVersion: '1.0' }), 'a bare proxy_pass speaks HTTP/1.0')
    assert.ok(!isForwarded({ ...local, headers: { host: 'localhost', 'user-agent': 'x', 'x-api-key': 'k' } }))
  })

  it('is counted by the address that the operator’s own proxy wrote', () => {
    const asker = { ...local, headers: { 'x-forwarded-for': '1.2.3.4, 203.0.113.9' } }
    assert.equal(clientAddress(asker, { trusted: true }), '203.0.113.9')
    assert.equal(clientAddress(asker, { trusted: false }), '::ffff:127.0.0.1')
    const odd = { ...local, headers: { 'x-forwarded-for': '1.2.3.4, <script>' } }
    assert.equal(clientAddress(odd, { trusted: true }), '::ffff:127.0.0.1')
  })
})

describe('windows', () => {
  it('let through as many as they say and then again when the window is over', () => {
    let now = 0
    const windows = new Windows({ most: 2, window: 10_000 }, () => now)
    for (const _ of [1, 2]) {
      assert.equal(windows.wait('a'), 0)
      windows.add('a')
    }
    assert.equal(windows.wait('a'), 10)
    assert.equal(windows.wait('b'), 0)
    now = 9_500
    assert.equal(windows.wait('a'), 1)
    now = 10_000
    assert.equal(windows.wait('a'), 0)
  })

  it('count together what several threads see of an address', () => {
    const memory = windowsMemory()
    const limit = { most: 3, window: 10_000 }
    const threads = [0, 1].map(() => new Windows(limit, () => 5, memory))
    for (const i of [0, 1, 0]) threads[i]!.add('a')
    assert.ok(threads.every((each) => each.wait('a') === 10 && each.wait('b') === 0))
  })

  it('forget no address for another while there is room, and go on counting when there is none', () => {
    const windows = new Windows({ most: 1, window: 10_000 }, () => 5)
    const names = Array.from({ length: 10_000 }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`)
    for (const name of names) windows.add(name)
    assert.equal(names.filter((name) => windows.wait(name) === 0).length, 0)
    for (let i = 0; i < 200_000; i++) windows.add(`more ${i}`)
    windows.add('a')
    assert.ok(windows.wait('a') > 0)
  })
})

describe('what is under way', () => {
  it('is counted over all threads, and what a thread that is gone had begun is not', () => {
    const memory = underWayMemory(2)
    const [first, second] = [new UnderWay(memory, 0), new UnderWay(memory, 1)]
    for (const thread of [first, first, second]) thread.begin('a')
    assert.equal(second.of('a'), 3)
    assert.equal(first.of('b'), 0)
    second.end('a')
    assert.equal(first.of('a'), 2)
    assert.equal(new UnderWay(memory, 0).of('a'), 0)
  })
})

describe('the gate', () => {
  const request = (headers: Record<string, string>, url = '/api/v1/systems', remoteAddress = '10.0.0.7') =>
    ({
      url,
      headers: { host: 'localhost', ...headers },
      httpVersion: '1.1',
      socket: { remoteAddress, localAddress: at },
    }) as unknown as IncomingMessage

  const codeOf = (gate: Gate, incoming: IncomingMessage): string => {
    try {
      gate.leave(gate.admit(incoming))
      return 'in'
    } catch (thrown) {
      assert.ok(thrown instanceof AppError)
      return thrown.code
    }
  }
  const keyed: GateOptions = { entitlement: { audience: 'keys', keys: ['right'] } }

  it('stops guessing at keys, even with the right one, and lets the address ask without', () => {
    let now = 0
    const gate = new Gate(keyed, () => now)
    for (let i = 0; i < 10; i++) assert.equal(codeOf(gate, request({ 'x-api-key': `wrong${i}` })), 'in')
    assert.equal(codeOf(gate, request({ 'x-api-key': 'right' })), 'too-many-guesses')
    assert.equal(codeOf(gate, request({ authorization: 'Bearer right' })), 'too-many-guesses')
    assert.equal(codeOf(gate, request({})), 'in')
    assert.equal(codeOf(gate, request({ 'x-api-key': 'right' }, '/', '10.0.0.8')), 'in')
    now = 600_000
    assert.equal(codeOf(gate, request({ 'x-api-key': 'right' })), 'in')
  })

  it('counts requests of others, of this machine only when told to, and never probes', () => {
    const ask = (options: GateOptions, address: string, url?: string): string[] => {
      const gate = new Gate({ rate: 1, ...options }, () => 0)
      return Array.from({ length: 11 }, () => codeOf(gate, request({}, url, address)))
    }
    assert.equal(ask({}, '10.0.0.7').at(-1), 'too-many-requests')
    assert.equal(ask({}, '127.0.0.1').at(-1), 'in')
    assert.equal(ask({ limitLocal: true }, '127.0.0.1').at(-1), 'too-many-requests')
    assert.equal(ask({}, '10.0.0.7', '/healthz').at(-1), 'in')
    assert.equal(ask({ rate: 0 }, '10.0.0.7').at(-1), 'in')
  })

  it('limits how many requests of one address are answered at the same time', () => {
    const gate = new Gate({ rate: 1_000 }, () => 0)
    const inside = Array.from({ length: 100 }, () => gate.admit(request({})))
    assert.equal(codeOf(gate, request({})), 'too-many-requests')
    gate.leave(inside[0]!)
    assert.equal(codeOf(gate, request({})), 'in')
  })

  it('refuses long addresses, strange names, and metrics to those outside', () => {
    const gate = new Gate({})
    assert.equal(codeOf(gate, request({}, `/search?q=${'a'.repeat(9_000)}`)), 'too-long')
    assert.equal(codeOf(gate, request({ host: 'evil.example' })), 'unknown-host')
    assert.equal(codeOf(gate, request({ host: 'evil.example' }, '/healthz')), 'in')
    assert.equal(codeOf(gate, request({ 'x-forwarded-for': '1.2.3.4' }, '/metrics')), 'unknown-path')
    assert.equal(codeOf(gate, request({ origin: 'https://evil.example' }, '/mcp')), 'foreign-origin')
  })
})
