/** The MCP surface with a real client: over HTTP to a listening server, and over a pipe to `medcodex mcp`. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { z } from 'zod'
import { createApp, type Listening, listen } from '../src/server.ts'
import { perform } from '../src/service/operation.ts'
import { OPERATIONS } from '../src/service/operations.ts'
import { MAIN, medcodex } from './cli.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

type Json = Record<string, unknown>

const newClient = (): Client => new Client({ name: 'test', version: '1' })

describe('MCP over HTTP', () => {
  let starter: StarterEdition
  let server: Listening
  let client: Client

  before(async () => {
    starter = await starterEdition()
    server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
    client = newClient()
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)))
  })
  after(async () => {
    await client.close()
    await server.close()
    starter.close()
  })

  const ask = async (name: string, args: Json): Promise<{ answer: Json; isError: boolean }> => {
    const { structuredContent, content, isError = false } = await client.callTool({ name, arguments: args })
    const [text] = content as { type: string; text: string }[]
    assert.deepEqual(JSON.parse(text!.text), structuredContent, 'text and structure say the same')
    return { answer: structuredContent as Json, isError }
  }

  it('has a tool for every operation, each read-only and with its arguments described', async () => {
    const { tools } = await client.listTools()
    assert.deepEqual(
      tools.map((t) => t.name),
      OPERATIONS.map((o) => o.name),
    )
    for (const [i, tool] of tools.entries()) {
      const operation = OPERATIONS[i]!
      assert.equal(tool.description, operation.summary)
      assert.equal(tool.annotations?.readOnlyHint, true)
      assert.deepEqual(Object.keys(tool.inputSchema.properties ?? {}), Object.keys(operation.input.shape))
    }
  })

  it('says what it is, and that it gives no advice', () => {
    assert.match(client.getInstructions() ?? '', /not medical, coding or billing advice/)
  })

  it('answers the coverage question as the operation does, diagnoses as a list or as text', async () => {
    const coverage = OPERATIONS.find((o) => o.name === 'coverage')!
    const question = { system: 'hcpcs', code: 'E0783', diagnoses: 'C22.0,G89.3', state: 'TX' }
    const expected = perform(coverage, starter.context, question)
    const asText = await ask('coverage', question)
    const asList = await ask('coverage', { ...question, diagnoses: ['C22.0', 'G89.3'] })
    assert.deepEqual(asText.answer, expected)
    assert.deepEqual(asList.answer, expected)
    const { applies } = expected as { applies: { findings: { evidence: { quote: string } }[] }[] }
    assert.ok(applies.length > 0)
    for (const { findings } of applies) for (const f of findings) assert.ok(f.evidence.quote.length > 0)
  })

  it('takes numbers and booleans as a model writes them', async () => {
    const { answer, isError } = await ask('search', { q: 'infusion pump', limit: 2, billable: true, explain: true })
    assert.equal(isError, false)
    assert.equal((answer['results'] as Json[]).length, 2)
  })

  it('answers what is wrong with its code, a sentence and what to do', async () => {
    for (const [name, args, code] of [
      ['show', { system: 'hcpcs', code: 'J0000' }, 'unknown-code'],
      ['show', { system: 'icd11', code: 'A00' }, 'unknown-system'],
      ['coverage', { system: 'hcpcs' }, 'invalid-input'],
      ['coverage', { system: 'hcpcs', code: 'E0783', date: 'tomorrow' }, 'invalid-input'],
    ] as const) {
      const { answer, isError } = await ask(name, args)
      assert.equal(isError, true, name)
      const { error } = z
        .object({ error: z.object({ code: z.string(), message: z.string(), fix: z.string() }) })
        .parse(answer)
      assert.equal(error.code, code)
    }
  })

  it('refuses pages of other sites', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
    const post = (origin: string) =>
      fetch(`${server.url}/mcp`, { method: 'POST', body, headers: { ...headers, origin } })
    const foreign = await post('https://elsewhere.example')
    assert.equal(foreign.status, 403)
    assert.equal(((await foreign.json()) as { code: string }).code, 'foreign-origin')
    const own = await post(server.url)
    assert.equal(own.status, 200)
    assert.equal(own.headers.get('cache-control'), 'no-store')
  })
})

describe('medcodex mcp', () => {
  const home = mkdtempSync(join(tmpdir(), 'medcodex-mcp-'))
  after(() => rmSync(home, { recursive: true }))

  it('speaks on standard input and output, and ends when the client hangs up', async () => {
    const built = await medcodex(['--home', home, 'build'])
    assert.equal(built.code, 0, built.stderr)
    const client = newClient()
    const transport = new StdioClientTransport({ command: process.execPath, args: [MAIN, '--home', home, 'mcp'] })
    await client.connect(transport)
    after(() => client.close())
    const { structuredContent } = await client.callTool({
      name: 'show',
      arguments: { system: 'icd10cm', code: 'e119' },
    })
    assert.equal((structuredContent as Json)['code'], 'E11.9')
    const { pid } = transport
    assert.ok(pid)
    await client.close()
    // Throws when there is no such process any more.
    assert.throws(() => process.kill(pid, 0))
  })
})
