/** The embedder that asks a server, against servers that do well and badly. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type EndpointOptions, endpointId, endpointOf, openEndpoint } from './openai.ts'
import { type EmbeddingServer, serveEmbeddings, wordVector } from './testing.ts'

const LIMITS = { timeoutMs: 2000, tries: 3, pauseMs: 1 }

async function withServer(
  trouble: Parameters<typeof serveEmbeddings>[0],
  judge: (server: EmbeddingServer, options: EndpointOptions) => Promise<void>,
): Promise<void> {
  const server = await serveEmbeddings(trouble)
  try {
    await judge(server, { url: server.origin, model: 'm', dimensions: 32, limits: LIMITS })
  } finally {
    await server.close()
  }
}

const failsWith = (problem: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof Error)
  assert.equal((thrown as { code?: string }).code, 'embedder-failed')
  assert.match(thrown.message, problem)
  return true
}

describe('an embeddings endpoint', () => {
  it('is asked for all texts at once and gives their vectors in order', () =>
    withServer(undefined, async (server, options) => {
      const texts = ['heart attack', 'broken toe', 'gout']
      const vectors = await (await openEndpoint({ ...options, key: 'secret' })).embed(texts)
      assert.deepEqual(
        vectors.map(round),
        texts.map((text) => round(wordVector(text, 32))),
      )
      assert.deepEqual(server.asked, [
        { model: 'm', input: texts, encoding_format: 'float', authorization: 'Bearer secret' },
      ])
    }))

  it('is asked nothing for no texts, and no key is sent when there is none', () =>
    withServer(undefined, async (server, options) => {
      const embedder = await openEndpoint(options)
      assert.deepEqual(await embedder.embed([]), [])
      assert.equal(server.asked.length, 0)
      await embedder.embed(['a'])
      assert.equal(server.asked[0]!.authorization, undefined)
    }))

  it('tells its dimensions when they are not known', () =>
    withServer(undefined, async (_, options) => {
      assert.equal((await openEndpoint({ ...options, dimensions: undefined })).dimensions, 32)
    }))

  it('has its vectors scaled to length 1', () =>
    withServer(
      (_, response) => !!response.end(JSON.stringify({ data: [{ index: 0, embedding: Array(32).fill(5) }] })),
      async (_, options) => {
        const [vector] = await (await openEndpoint(options)).embed(['a'])
        assert.ok(Math.abs(vector!.reduce((sum, x) => sum + x * x, 0) - 1) < 1e-6)
      },
    ))

  for (const status of [429, 500, 503]) {
    it(`is asked again after ${status}`, () =>
      withServer(
        (_, response, visit) => visit < 3 && !!response.writeHead(status).end('{}'),
        async (server, options) => {
          await (await openEndpoint(options)).embed(['a'])
          assert.equal(server.asked.length, 3)
        },
      ))
  }

  it('is given the pause it asks for, growing ones otherwise', () =>
    withServer(
      (_, response, visit) => visit < 4 && !!response.writeHead(429, visit === 2 ? { 'retry-after': '7' } : {}).end(),
      async (_, options) => {
        const pauses: number[] = []
        const pause = async (ms: number): Promise<void> => void pauses.push(ms)
        await (await openEndpoint({ ...options, pause, limits: { ...LIMITS, tries: 5, pauseMs: 100 } })).embed(['a'])
        assert.equal(pauses[1], 7000)
        assert.ok(pauses[0]! >= 50 && pauses[0]! <= 100)
        assert.ok(pauses[2]! >= 200 && pauses[2]! <= 400)
      },
    ))

  it('is given up in the end', () =>
    withServer(
      (_, response) => !!response.writeHead(500).end(),
      async (server, options) => {
        await assert.rejects((await openEndpoint(options)).embed(['a']), failsWith(/it answered 500/))
        assert.equal(server.asked.length, LIMITS.tries)
      },
    ))

  it('is believed at once when it refuses, and the key is not repeated', () =>
    withServer(
      (_, response) =>
        !!response.writeHead(401).end(JSON.stringify({ error: { message: 'Incorrect API key: sk-secret' } })),
      async (server, options) => {
        const embedder = await openEndpoint({ ...options, key: 'sk-secret' })
        await assert.rejects(embedder.embed(['a']), (thrown: Error) => {
          assert.doesNotMatch(thrown.message, /sk-secret/)
          return failsWith(/it answered 401 \(Incorrect API key: …\)/)(thrown)
        })
        assert.equal(server.asked.length, 1)
      },
    ))

  it('is not waited for longer than the limit', () =>
    withServer(
      () => true,
      async (_, options) => {
        const embedder = await openEndpoint({ ...options, limits: { timeoutMs: 60, tries: 2, pauseMs: 1 } })
        await assert.rejects(embedder.embed(['a']), failsWith(/no answer in 0.06 s/))
      },
    ))

  it('is told apart from one that is not there', async () => {
    const server = await serveEmbeddings()
    await server.close()
    const embedder = await openEndpoint({ url: server.origin, model: 'm', dimensions: 32, limits: LIMITS })
    await assert.rejects(embedder.embed(['a']), failsWith(/ECONNREFUSED/))
  })

  it('may not send texts and key elsewhere', () =>
    withServer(
      (_, response) => !!response.writeHead(307, { location: 'http://127.0.0.1:1/v1/embeddings' }).end(),
      async (_, options) => {
        await assert.rejects((await openEndpoint(options)).embed(['a']), failsWith(/redirect/))
      },
    ))

  const wrong: [string, unknown, RegExp][] = [
    ['garbage', '<html>sorry</html>', /not that of an embeddings endpoint/],
    ['other JSON', { data: [{ embedding: 'AAAA' }] }, /not that of an embeddings endpoint/],
    ['other dimensions', { data: [{ index: 0, embedding: [1, 2, 3] }] }, /3 dimensions instead of 32/],
    ['too few vectors', { data: [] }, /0 vectors for 1 texts/],
    ['numbers out of place', { data: [{ index: 1, embedding: Array(32).fill(1) }] }, /not numbered/],
    ['a vector of nothing', { data: [{ index: 0, embedding: Array(32).fill(0) }] }, /without a length/],
  ]
  for (const [name, body, problem] of wrong) {
    it(`is refused with ${name}`, () =>
      withServer(
        (_, response) => !!response.end(typeof body === 'string' ? body : JSON.stringify(body)),
        async (_, options) => {
          await assert.rejects((await openEndpoint(options)).embed(['a']), failsWith(problem))
        },
      ))
  }
})

const round = (vector: Float32Array): number[] => [...vector].map((x) => Math.round(x * 1e5))

describe('the address of an endpoint', () => {
  it('is completed', () => {
    assert.equal(endpointOf('http://localhost:11434'), 'http://localhost:11434/v1/embeddings')
    assert.equal(endpointOf('https://api.example.org/v1/'), 'https://api.example.org/v1/embeddings')
    assert.equal(endpointOf('https://api.example.org/ai/v4beta'), 'https://api.example.org/ai/v4beta/embeddings')
    assert.equal(endpointOf('https://api.example.org/x/embeddings'), 'https://api.example.org/x/embeddings')
    assert.equal(endpointId('http://localhost:1/v1', 'm'), 'openai http://localhost:1/v1/embeddings m')
  })

  it('holds no secret', () => {
    for (const url of [
      'localhost:1',
      'file:///etc',
      'https://me:key@example.org',
      'https://example.org/v1?key=1',
      '',
    ]) {
      assert.throws(() => endpointOf(url), { code: 'invalid-input' })
    }
  })
})
