/**
 * Writes an edition into OpenSearch: a new index, filled in bulk no faster than the cluster takes it, counted, and only
 * then put behind the alias, at once. A run that was cut off goes on where it was. The edition before is kept.
 */

import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '@opensearch-project/opensearch'
import { AppError, problemOf } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import { recordOf } from '../search/index/overlay.ts'
import type { SearchIndex } from '../search/index/search-index.ts'
import { ALIAS, DOCUMENTS_VERSION, documentOf, type IndexShape, indexBody, indexNameOf } from './documents.ts'

export interface PublishOptions extends IndexShape {
  onProgress?(done: number, total: number): void
}

export interface Published {
  readonly index: string
  readonly names: number
  /** Names that were there already, from a run before. */
  readonly resumed: number
  readonly removed: readonly string[]
  readonly seconds: number
}

/** Names of one bulk request: some 500 kB. */
const BATCH = 1_000
/** A cluster that is busy (429, 503) is asked again after this long, then twice as long. */
const FIRST_REST = 200
const LONGEST_REST = 10_000
const TRIES = 12
/** Time that a cluster may take for what is no search, in milliseconds: it writes to disk what was sent. */
const SLOW = { requestTimeout: 120_000 }
/** Seconds that copies are waited for; an edition without them can be searched. */
const COPYING = 120

const failed = (problem: string, cause?: unknown): AppError => new AppError('cluster-failed', { problem }, { cause })

/** Publishes an open edition; licensed systems are published too, and hidden where they are searched. @throws AppError `cluster-failed` */
export async function publish(
  client: Client,
  { id, engine: { index } }: Edition,
  options: PublishOptions,
): Promise<Published> {
  const started = performance.now()
  const name = indexNameOf(id)
  try {
    const resumed = await prepareIndex(client, { name, id, index, options })
    for (let from = resumed; from < index.nameCount; from += BATCH) {
      await write(client, name, index, from)
      options.onProgress?.(Math.min(from + BATCH, index.nameCount), index.nameCount)
    }
    const settings = { index: { number_of_replicas: options.replicas, refresh_interval: '1s' } }
    await client.indices.putSettings({ index: name, body: settings }, SLOW)
    await client.indices.refresh({ index: name }, SLOW)
    const { body: counted } = await client.count({ index: name })
    if (counted.count !== index.nameCount)
      throw failed(`${name} has ${counted.count} names; the edition has ${index.nameCount}`)
    await copied(client, name, options)
    const removed = await pointAlias(client, name)
    const seconds = (performance.now() - started) / 1_000
    return { index: name, names: index.nameCount, resumed, removed, seconds }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : failed(problemOf(thrown), thrown)
  }
}

/** Waits until every part has its copies, where there are nodes enough for them. */
async function copied(client: Client, name: string, { replicas }: IndexShape): Promise<void> {
  const { body: health } = await client.cluster.health({ index: name })
  if (replicas === 0 || health.number_of_data_nodes <= replicas) return
  await client.cluster.health(
    { index: name, wait_for_status: 'green', timeout: `${COPYING}s` },
    // 408 says that they are not all there yet: the cluster goes on making them.
    { requestTimeout: (COPYING + 5) * 1_000, ignore: [408] },
  )
}

/** Makes the index, or finds how many names of it are there: batches are written in order, and each whole or again. */
async function prepareIndex(
  client: Client,
  { name, id, index, options }: { name: string; id: string; index: SearchIndex; options: IndexShape },
): Promise<number> {
  const { body: exists } = await client.indices.exists({ index: name })
  if (!exists) {
    const facts = { edition: id, names: index.nameCount, version: DOCUMENTS_VERSION }
    await client.indices.create({ index: name, body: indexBody(options, facts) as never }, SLOW)
    return 0
  }
  await client.indices.refresh({ index: name }, SLOW)
  // The longest run of whole batches from the first: a batch that was cut off is written again, under the same ids.
  let done = 0
  while (done < index.nameCount) {
    const to = Math.min(done + BATCH, index.nameCount)
    const { body } = await client.count({ index: name, body: { query: { range: { n: { gte: done, lt: to } } } } })
    if (body.count !== to - done) break
    done = to
  }
  return done
}

/** Writes a batch; what the cluster had no room for is sent again after a rest. */
async function write(client: Client, name: string, index: SearchIndex, from: number): Promise<void> {
  const to = Math.min(from + BATCH, index.nameCount)
  let left = Array.from({ length: to - from }, (_, i) => from + i)
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === TRIES) throw failed('the cluster stays too busy')
    if (attempt > 0) await wait(Math.min(LONGEST_REST, FIRST_REST * 2 ** attempt))
    const body = left.flatMap((n) => [{ index: { _id: String(n) } }, documentOf(index, recordOf(index, n))])
    let items: { index?: { status: number; error?: { reason?: string | null } } }[]
    try {
      const answer = await client.bulk({ index: name, body: body as never }, SLOW)
      items = answer.body.items as typeof items
    } catch (thrown) {
      const { statusCode } = thrown as { statusCode?: number }
      if (statusCode !== 429 && statusCode !== 503) throw thrown
      continue
    }
    const refused = items.filter(({ index: at }) => at && at.status >= 400 && at.status !== 429 && at.status !== 503)
    if (refused.length > 0) throw failed(`a name was refused: ${refused[0]!.index?.error?.reason ?? 'no reason given'}`)
    left = left.filter((_, i) => (items[i]?.index?.status ?? 0) >= 400)
  }
}

/** Puts the alias on the new index in one step; of the others the newest is kept, to go back to. Returns what was removed. */
async function pointAlias(client: Client, name: string): Promise<string[]> {
  const { body: all } = await client.indices.get({ index: `${ALIAS}-*`, expand_wildcards: 'open' } as never)
  const others = Object.entries(
    all as Record<string, { aliases?: object; settings?: { index?: { creation_date?: string } } }>,
  )
    .filter(([other]) => other !== name)
    .map(([other, { aliases = {}, settings }]) => ({
      other,
      served: ALIAS in aliases,
      made: Number(settings?.index?.creation_date ?? 0),
    }))
    .sort((a, b) => Number(b.served) - Number(a.served) || b.made - a.made)
  const removals = others
    .filter(({ served }) => served)
    .map(({ other }) => ({ remove: { index: other, alias: ALIAS } }))
  await client.indices.updateAliases({
    body: { actions: [...removals, { add: { index: name, alias: ALIAS } }] } as never,
  })
  const old = others.slice(1).map(({ other }) => other)
  if (old.length > 0) await client.indices.delete({ index: old.join(',') })
  return old
}
