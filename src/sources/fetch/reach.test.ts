import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Probe, probeServers } from './reach.ts'
import { serve } from './testing.ts'

const A = 'https://a.example/one.zip'
const B = 'https://b.example/two.zip'

describe('noticing whether servers can be reached', () => {
  it('asks every server once, all at the same time', async () => {
    const asked: string[] = []
    const open = Promise.withResolvers<void>()
    const probe: Probe = (url) => {
      asked.push(url.host)
      return open.promise
    }
    const reach = probeServers([A, B, 'https://a.example/three.zip'], { probe })
    assert.deepEqual(asked, ['a.example', 'b.example'])
    open.resolve()
    assert.deepEqual(await reach.get('https://a.example'), { reachable: true })
  })

  it('does not wait for one that stays silent', async () => {
    const silent: Probe = () => new Promise(() => {})
    const reach = probeServers([A], { probe: silent, limitMs: 20 })
    assert.deepEqual(await reach.get('https://a.example'), { reachable: false, problem: 'no answer within 0.02 s' })
  })

  it('says what stands in the way', async () => {
    const probe: Probe = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    }
    const reach = await probeServers([A], { probe }).get('https://a.example')
    assert.deepEqual(reach, { reachable: false, problem: 'its name cannot be resolved' })
  })

  it('tells a real server from a closed port', async () => {
    const server = await serve({})
    assert.deepEqual(await probeServers([server.origin]).get(server.origin), { reachable: true })
    assert.deepEqual(server.requests, [])
    await server.close()
    const closed = await probeServers([server.origin]).get(server.origin)
    assert.deepEqual(closed, { reachable: false, problem: 'the connection was refused' })
  })
})
