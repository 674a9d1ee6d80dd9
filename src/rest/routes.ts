/** The REST surface: one GET route per operation, OpenAPI and a health check. Parse, perform, answer. */
import { Hono } from 'hono'
import { AppError } from '../core/errors.ts'
import type { ServiceContext } from '../service/context.ts'
import { perform } from '../service/operation.ts'
import { OPERATIONS } from '../service/operations.ts'
import { openApi } from './openapi.ts'

/** Routes below `/`: `/api/v1/*` and `/healthz`. Errors are thrown and answered by the server. */
export function restRoutes(context: ServiceContext): Hono {
  const app = new Hono()
  const document = JSON.stringify(openApi())
  for (const operation of OPERATIONS) {
    const path = `/api/v1${operation.path.replace(/\{(\w+)\}/g, ':$1')}`
    app.get(path, (c) => c.json(perform(operation, context, { ...c.req.query(), ...c.req.param() })))
  }
  app.get('/api/v1/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json' }))
  app.get('/healthz', (c) => c.json({ status: 'ok', edition: context.edition().id }))
  app.all('/api/*', (c) => {
    throw new AppError('unknown-path', { path: c.req.path })
  })
  return app
}
