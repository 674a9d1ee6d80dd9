/**
 * NLM's Clinical Table Search Service, so that forms which ask it can ask here: `/api/{table}/v3/search`. An answer is
 * `[total, codes, extra, displays]`, and the systems of the codes in a fifth place for tables that the service has not.
 */
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { AppError } from '../core/errors.ts'
import { clinicalTable } from '../service/clinical-table.ts'
import type { ServiceContext } from '../service/context.ts'
import { perform } from '../service/operation.ts'

const PATH = '/api/:table/v3/search'

export function nlmRoutes(context: ServiceContext): Hono {
  const app = new Hono()
  app.use(PATH, cors({ origin: '*', allowMethods: ['GET', 'HEAD'], exposeHeaders: ['x-request-id', 'retry-after'] }))
  app.get(PATH, (c) => {
    const { total, coded, extras, rows } = perform(clinicalTable, context, { ...c.req.query(), ...c.req.param() })
    const extra = extras && Object.fromEntries(extras.map((name, i) => [name, rows.map((row) => row.extra[i])]))
    const answer = [total, rows.map(({ item }) => item), extra ?? null, rows.map(({ shown }) => shown)]
    // What is typed into a form may be a patient's: no cache on the way keeps it.
    c.header('cache-control', 'no-store')
    return c.json(coded ? [...answer, rows.map(({ uri }) => uri)] : answer)
  })
  app.all(PATH, (c) => {
    throw new AppError('method-not-allowed', { path: c.req.path, answered: 'GET' })
  })
  return app
}
