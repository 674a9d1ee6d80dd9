/** The MCP surface: one read-only tool for each operation, over HTTP and over standard input and output. */
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { Hono } from 'hono'
import type { ServiceContext } from '../service/context.ts'
import { DISCLAIMER } from '../service/notices.ts'
import { OPERATIONS } from '../service/operations.ts'
import { VERSION } from '../version.ts'
import { call, schemaFor } from './tools.ts'

const INSTRUCTIONS = [
  'Medical codes, what they mean, and what loaded policies of health plans say of them.',
  'Look a code up before you name it; a code that "show" does not know is not in the loaded releases.',
  'Quote the evidence of findings; "coverage" gives what policies say and never a yes or no.',
  'Titles are official; explainers and similar codes are marked as made by Medcodex.',
  DISCLAIMER,
].join(' ')

/** A server for one connection or request; it keeps nothing. */
function serverOf(context: ServiceContext): McpServer {
  const server = new McpServer({ name: 'medcodex', version: VERSION }, { instructions: INSTRUCTIONS })
  for (const operation of OPERATIONS) {
    server.registerTool(
      operation.name,
      {
        description: operation.summary,
        inputSchema: schemaFor(operation),
        annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
      },
      (given) => call(operation, context, given),
    )
  }
  return server
}

/** `/mcp`: MCP over streamable HTTP, without sessions. Pages of other sites are turned away before it (`http/gate.ts`). */
export function mcpRoutes(context: ServiceContext): Hono {
  const handler = createMcpHandler(() => serverOf(context))
  const app = new Hono()
  app.all('/mcp', async (c) => {
    const answer = await handler.fetch(c.req.raw)
    answer.headers.set('cache-control', 'no-store')
    return answer
  })
  return app
}

/** MCP over standard input and output; resolves when the client hangs up or the process is told to stop. */
export function speakMcp(context: ServiceContext, stopped: Promise<void>): Promise<void> {
  const handle = serveStdio(() => serverOf(context))
  const ended = new Promise<void>((resolve) => process.stdin.once('end', resolve))
  return Promise.race([ended, stopped]).then(() => handle.close())
}
