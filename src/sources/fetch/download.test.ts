import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { zipOf } from '../../../test/tools/zip-writer.ts'
import { AppError } from '../../core/errors.ts'
import { type DownloadOptions, download } from './download.ts'
import { failureKind } from './network-problem.ts'
import { type Handler, inTemporaryFolder, serve, type TestServer } from './testing.ts'

const ZIP = zipOf([{ name: 'icd10cm_order_2027.txt', bytes: Buffer.alloc(200_000, 'medical codes ').toString() }])
// Incompressible, so that it takes several chunks.
const BIG = Buffer.concat([Buffer.from('PK\x03\x04'), pseudoRandom(300_000), ZIP.subarray(ZIP.indexOf('PK\x05\x06'))])
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function pseudoRandom(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = 1
  for (let i = 0; i < length; i++) {
    state = (state * 48271) % 2147483647
    bytes[i] = state
  }
  return bytes
}

const send: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': BIG.length }).end(BIG)
}

interface Scene {
  readonly server: TestServer
  readonly to: string
  readonly pauses: number[]
  get(path: string, options?: DownloadOptions): ReturnType<typeof download>
}

async function scene(
  handlers: Readonly<Record<string, Handler>>,
  play: (scene: Scene) => Promise<void>,
  name = 'a.zip',
) {
  const server = await serve(handlers)
  const pauses: number[] = []
  try {
    await inTemporaryFolder(async (folder) => {
      const to = join(folder, 'publisher', name)
      const pause = async (ms: number): Promise<void> => void pauses.push(ms)
      const get: Scene['get'] = (path, options) =>
        download(`${server.origin}${path}`, to, { pause, random: () => 1, ...options })
      await play({ server, to, pauses, get })
    })
  } finally {
    await server.close()
  }
}

/** What a failed download says; fails when it does not fail or fails in another way. */
async function problemOfFailed(doing: Promise<unknown>, kind: string): Promise<string> {
  const thrown = await doing.then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.ok(thrown instanceof AppError, `it should have failed: ${thrown}`)
  assert.equal(thrown.code, 'download-failed')
  assert.equal(failureKind(thrown), kind)
  return String(thrown.data.problem)
}

/** Answers that honour ranges, of content that `current()` gives. */
function ranged(current: () => { bytes: Buffer; headers: Record<string, string> }, cutFirst = 0): Handler {
  return (request, response, visit) => {
    const { bytes, headers } = current()
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1])
    const version = headers.etag ?? headers['last-modified']
    if (!Number.isNaN(start) && request.headers['if-range'] === version) {
      const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`
      response.writeHead(206, { ...headers, 'content-range': range, 'content-length': bytes.length - start })
      response.end(bytes.subarray(start))
      return
    }
    response.writeHead(200, { ...headers, 'content-length': bytes.length })
    if (visit === 1 && cutFirst > 0)
      response.write(bytes.subarray(0, cutFirst), () => setTimeout(() => response.destroy(), 20))
    else response.end(bytes)
  }
}

describe('downloading a file', () => {
  it('gives where it came from, its checksum and size', () =>
    scene({ '/a.zip': send }, async ({ get, to, server }) => {
      const provenance = await get('/a.zip', { expectedSha256: sha256(BIG) })
      assert.deepEqual(readFileSync(to), BIG)
      assert.equal(existsSync(`${to}.part`), false)
      const { date, ...rest } = provenance
      assert.match(date, /^\d{4}-\d\d-\d\dT/)
      assert.deepEqual(rest, {
        location: 'publisher',
        url: `${server.origin}/a.zip`,
        sha256: sha256(BIG),
        size: BIG.length,
      })
    }))

  it('notes a checksum that is not the recorded one, and keeps the file', () =>
    scene({ '/a.zip': send }, async ({ get, to }) => {
      const provenance = await get('/a.zip', { expectedSha256: '0'.repeat(64) })
      assert.equal(provenance.expectedSha256, '0'.repeat(64))
      assert.equal(provenance.sha256, sha256(BIG))
      assert.ok(existsSync(to))
    }))

  it('does not ask again after 404', () =>
    scene({}, async ({ get, server, to }) => {
      assert.equal(await problemOfFailed(get('/a.zip'), 'answer'), 'the server answered 404')
      assert.equal(server.requests.length, 1)
      assert.equal(existsSync(to), false)
    }))

  it('asks again after 500, with growing pauses', () =>
    scene(
      {
        '/a.zip': (request, response, visit) => {
          if (visit < 4) response.writeHead(visit === 1 ? 500 : 503).end('busy')
          else send(request, response, visit)
        },
      },
      async ({ get, pauses, to }) => {
        await get('/a.zip')
        assert.deepEqual(readFileSync(to), BIG)
        assert.deepEqual(pauses, [500, 1000, 2000])
      },
    ))

  it('gives up after four answers of 500', () =>
    scene({ '/a.zip': (_request, response) => void response.writeHead(500).end() }, async ({ get, server }) => {
      assert.equal(await problemOfFailed(get('/a.zip'), 'server'), 'the server answered 500')
      assert.equal(server.requests.length, 4)
    }))

  it('follows redirects', () =>
    scene(
      {
        '/old.zip': (_request, response) => void response.writeHead(301, { location: '/a.zip' }).end(),
        '/a.zip': send,
      },
      async ({ get, server, to }) => {
        const provenance = await get('/old.zip')
        assert.equal(provenance.url, `${server.origin}/old.zip`)
        assert.deepEqual(readFileSync(to), BIG)
      },
    ))

  it('leaves a loop of redirects', () =>
    scene(
      { '/a.zip': (_request, response) => void response.writeHead(302, { location: '/a.zip' }).end() },
      async ({ get, server }) => {
        assert.match(await problemOfFailed(get('/a.zip'), 'answer'), /redirects more than 5 times/)
        assert.equal(server.requests.length, 6)
      },
    ))

  it('goes to no address that is not of the web', () =>
    scene(
      { '/a.zip': (_request, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end() },
      async ({ get }) => {
        assert.match(await problemOfFailed(get('/a.zip'), 'answer'), /no usable address/)
        await problemOfFailed(download('ftp://127.0.0.1/a.zip', '/nowhere/a.zip'), 'answer')
      },
    ))

  it('refuses a web page that is named like a zip, and leaves nothing', () =>
    scene(
      { '/a.zip': (_request, response) => void response.end('\n<!DOCTYPE html><html>Accept the licence</html>') },
      async ({ get, to, server }) => {
        const problem = await problemOfFailed(get('/a.zip'), 'content')
        assert.equal(problem, 'it is an HTML page (a licence or error page), not a zip')
        assert.equal(server.requests.length, 1)
        assert.equal(existsSync(`${to}.part`) || existsSync(to), false)
      },
    ))

  it('refuses other bytes that are named like a zip, and empty files', () =>
    scene(
      {
        '/a.zip': (_request, response) => void response.end('Rar!'),
        '/b.zip': (_request, response) => void response.end(),
      },
      async ({ get }) => {
        assert.equal(await problemOfFailed(get('/a.zip'), 'content'), 'it is not a zip')
        assert.equal(await problemOfFailed(get('/b.zip'), 'content'), 'it is empty')
      },
    ))

  it('refuses a web page in place of a text file, and takes the text file', () =>
    scene(
      {
        '/a.txt': (_request, response) => void response.end('<html><body>moved</body></html>'),
        '/b.txt': (_request, response) => void response.end('00001 A00 0 Cholera'),
      },
      async ({ get, to }) => {
        assert.match(await problemOfFailed(get('/a.txt'), 'content'), /HTML page .* not a release file/)
        await get('/b.txt')
        assert.equal(readFileSync(to, 'utf8'), '00001 A00 0 Cholera')
      },
      'a.txt',
    ))

  it('stops at the size limit, declared or not', () =>
    scene({ '/a.zip': send, '/b.zip': (_request, response) => void response.end(BIG) }, async ({ get, to }) => {
      const limits = { maxBytes: 100_000 }
      assert.match(await problemOfFailed(get('/a.zip', { limits }), 'limit'), /larger than 98 kB/)
      assert.match(await problemOfFailed(get('/b.zip', { limits }), 'limit'), /larger than 98 kB/)
      assert.equal(existsSync(`${to}.part`), false)
    }))

  it('gives up on a server that never answers', () =>
    scene({ '/a.zip': () => {} }, async ({ get, server }) => {
      const problem = await problemOfFailed(get('/a.zip', { limits: { answerMs: 30 } }), 'network')
      assert.match(problem, /no answer came/)
      assert.equal(server.requests.length, 4)
    }))

  it('ends a download that takes too long in all', () =>
    scene({ '/a.zip': () => {} }, async ({ get, server }) => {
      await problemOfFailed(get('/a.zip', { limits: { overallMs: 30 } }), 'limit')
      assert.equal(server.requests.length, 1)
    }))

  it('may run twice at the same time', () =>
    scene({ '/a.zip': send }, async ({ get, to }) => {
      const both = await Promise.all([get('/a.zip'), get('/a.zip')])
      for (const provenance of both) assert.equal(provenance.sha256, sha256(BIG))
      assert.deepEqual(readFileSync(to), BIG)
    }))

  it('can be stopped', () =>
    scene({ '/a.zip': () => {} }, async ({ get }) => {
      await problemOfFailed(get('/a.zip', { signal: AbortSignal.timeout(30) }), 'stopped')
      await problemOfFailed(get('/a.zip', { signal: AbortSignal.abort() }), 'stopped')
    }))

  it('does not come back to a server that refuses the connection', () =>
    scene({}, async ({ server, to }) => {
      await server.close()
      const pauses: number[] = []
      const pause = async (ms: number): Promise<void> => void pauses.push(ms)
      const problem = await problemOfFailed(download(`${server.origin}/a.zip`, to, { pause }), 'unreachable')
      assert.equal(problem, 'the connection was refused')
      assert.deepEqual(pauses, [])
    }))

  it('passes on that the folder cannot be written', () =>
    scene({ '/a.zip': send }, async ({ server, to }) => {
      writeFileSync(join(to, '..', '..', 'file'), '')
      const inFile = join(to, '..', '..', 'file', 'a.zip')
      await assert.rejects(download(`${server.origin}/a.zip`, inFile), (error) => !(error instanceof AppError))
    }))
})

describe('continuing a download that broke off', () => {
  for (const [what, headers] of [
    ['an ETag', { etag: '"one"' }],
    ['a date', { 'last-modified': 'Thu, 01 Oct 2026 00:00:00 GMT' }],
  ] as const) {
    it(`asks for the rest when the server tells versions by ${what}`, () =>
      scene({ '/a.zip': ranged(() => ({ bytes: BIG, headers }), 120_000) }, async ({ get, to }) => {
        const received: number[] = []
        const provenance = await get('/a.zip', { onProgress: (progress) => received.push(progress.received) })
        assert.deepEqual(readFileSync(to), BIG)
        assert.equal(provenance.sha256, sha256(BIG))
        assert.equal(received.at(-1), BIG.length)
        assert.deepEqual(
          received,
          received.toSorted((a, b) => a - b),
          'bytes were received twice',
        )
      }))
  }

  it('goes on in a later call, after a stall', () =>
    scene(
      {
        '/a.zip': (request, response, visit) => {
          if (visit > 4) return ranged(() => ({ bytes: BIG, headers: { etag: '"one"' } }))(request, response, visit)
          if (visit > 1) return void response.writeHead(503).end()
          response.writeHead(200, { 'content-length': BIG.length, etag: '"one"' }).write(BIG.subarray(0, 120_000))
        },
      },
      async ({ get, to, server }) => {
        await problemOfFailed(get('/a.zip', { limits: { idleMs: 60 } }), 'server')
        assert.equal(existsSync(to), false)
        assert.deepEqual(readFileSync(`${to}.part`), BIG.subarray(0, 120_000))
        await get('/a.zip')
        assert.deepEqual(readFileSync(to), BIG)
        assert.equal(server.requests.length, 5)
      },
    ))

  it('starts over when the content changed meanwhile', () => {
    const other = Buffer.from(BIG).fill(7, 1000, 2000)
    let asked = 0
    const current = () =>
      asked++ === 0 ? { bytes: BIG, headers: { etag: '"one"' } } : { bytes: other, headers: { etag: '"two"' } }
    return scene({ '/a.zip': ranged(current, 120_000) }, async ({ get, to }) => {
      await get('/a.zip')
      assert.deepEqual(readFileSync(to), other)
    })
  })

  it('starts over when the server says nothing about versions, for the content may have changed', () => {
    const other = Buffer.from(BIG).fill(7, 1000, 2000)
    let asked = 0
    const ranges: (string | undefined)[] = []
    const current = () => ({ bytes: asked++ === 0 ? BIG : other, headers: {} })
    const handler = ranged(current, 120_000)
    return scene(
      {
        '/a.zip': (request, response, visit) => {
          ranges.push(request.headers.range)
          handler(request, response, visit)
        },
      },
      async ({ get, to }) => {
        await get('/a.zip')
        assert.deepEqual(readFileSync(to), other)
        assert.deepEqual(ranges, [undefined, undefined])
      },
    )
  })

  it('starts over when the server knows no ranges', () =>
    scene(
      {
        '/a.zip': (_request, response, visit) => {
          response.writeHead(200, { 'content-length': BIG.length, etag: '"one"' })
          if (visit === 1) response.write(BIG.subarray(0, 120_000), () => setTimeout(() => response.destroy(), 20))
          else response.end(BIG)
        },
      },
      async ({ get, to }) => {
        await get('/a.zip')
        assert.deepEqual(readFileSync(to), BIG)
      },
    ))

  it('does not believe a continuation that starts elsewhere or is of another version', () =>
    scene(
      {
        '/a.zip': (request, response, visit) => {
          if (request.headers.range === undefined) {
            const cut = visit < 4
            response.writeHead(200, { 'content-length': BIG.length, etag: '"one"' })
            if (cut) response.write(BIG.subarray(0, 120_000), () => setTimeout(() => response.destroy(), 20))
            else response.end(BIG)
            return
          }
          const range = `bytes 5-${BIG.length - 1}/${BIG.length}`
          response.writeHead(206, { etag: '"one"', 'content-range': range }).end(BIG.subarray(5))
        },
      },
      async ({ get, to }) => {
        await problemOfFailed(get('/a.zip'), 'network')
        await get('/a.zip')
        assert.deepEqual(readFileSync(to), BIG)
      },
    ))

  it('starts over when the server has less than what is there', () =>
    scene(
      {
        '/a.zip': (request, response) => {
          if (request.headers.range !== undefined) response.writeHead(416).end()
          else response.end(BIG)
        },
      },
      async ({ get, to, server }) => {
        await get('/a.zip')
        writeFileSync(`${to}.part`, Buffer.alloc(500_000))
        writeFileSync(`${to}.note.part`, JSON.stringify({ url: `${server.origin}/a.zip`, validator: '"one"' }))
        await get('/a.zip')
        assert.deepEqual(readFileSync(to), BIG)
      },
    ))

  it('tries again when fewer bytes arrive than were declared, and fails in the end', () =>
    scene(
      {
        '/a.zip': (_request, response) => {
          response.writeHead(200, { 'content-length': BIG.length + 100 })
          response.write(BIG, () => setTimeout(() => response.destroy(), 20))
        },
      },
      async ({ get, to, server }) => {
        assert.match(await problemOfFailed(get('/a.zip'), 'network'), /broke off/)
        assert.equal(server.requests.length, 4)
        assert.equal(existsSync(to), false)
      },
    ))

  it('tries again when a zip without a declared length has no end', () =>
    scene(
      { '/a.zip': (_request, response, visit) => void response.end(visit === 1 ? BIG.subarray(0, 200_000) : BIG) },
      async ({ get, to, pauses }) => {
        await get('/a.zip')
        assert.deepEqual(readFileSync(to), BIG)
        assert.equal(pauses.length, 1)
      },
    ))
})
