/**
 * Lighthouse on pages of the starter set, phone and desktop. The package weighs 176 MB with what it brings, so it is no
 * dependency of ours: `npm install --prefix DIR --ignore-scripts lighthouse@13.5.0`, then `MEDCODEX_LIGHTHOUSE=DIR`.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { createApp, type Listening, listen } from '../../src/server.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'
import { launch, noBrowser } from './chromium.ts'

const FOLDER = process.env['MEDCODEX_LIGHTHOUSE'] ?? ''
const ENTRY = join(FOLDER, 'node_modules/lighthouse/core/index.js')
const PORT = 9339
const LEAST = 95
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
/** A busy machine slows a page down: the better of two runs counts for what is timed. */
const RUNS = 2

const skip =
  noBrowser === false && FOLDER !== '' && existsSync(ENTRY)
    ? false
    : 'lighthouse: MEDCODEX_LIGHTHOUSE names no folder with lighthouse in it, or there is no browser'

/** What of Lighthouse is used here. */
interface Lighthouse {
  default(
    url: string,
    flags: { port: number; onlyCategories: readonly string[] },
    config?: unknown,
  ): Promise<{ lhr: { categories: Record<string, { score: number }> } }>
  desktopConfig: unknown
}

const PAGES = [
  '/',
  '/code/icd10cm/E11.9',
  '/code/icd10cm/S93.401A?view=coding',
  '/code/icd10pcs/3E05305',
  '/code/hcpcs/E0783?view=coding',
  '/systems/icd10cm',
]

let starter: StarterEdition
let server: Listening
let browser: Browser
let lighthouse: Lighthouse

before(async () => {
  if (skip) return
  starter = await starterEdition()
  server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
  browser = await launch([`--remote-debugging-port=${PORT}`])
  lighthouse = (await import(pathToFileURL(ENTRY).href)) as Lighthouse
})
after(async () => {
  if (skip) return
  await browser.close()
  await server.close()
  starter.close()
})

/** The better score of each category; a second run only where the first was too low. */
async function scores(path: string, config: unknown): Promise<Record<string, number>> {
  const best: Record<string, number> = {}
  for (let run = 0; run < RUNS; run++) {
    // Redirects to the page's own address cost time that is not the page's.
    const url = (await fetch(server.url + path)).url
    const { lhr } = await lighthouse.default(url, { port: PORT, onlyCategories: CATEGORIES }, config)
    for (const name of CATEGORIES)
      best[name] = Math.max(best[name] ?? 0, Math.round(100 * (lhr.categories[name]?.score ?? 0)))
    if (Object.values(best).every((score) => score >= LEAST)) break
  }
  return best
}

for (const path of PAGES) {
  for (const form of ['phone', 'desktop'] as const) {
    test(`${path} scores ${LEAST} or more on a ${form}`, { skip }, async (t) => {
      const found = await scores(path, form === 'desktop' ? lighthouse.desktopConfig : undefined)
      t.diagnostic(JSON.stringify(found))
      for (const [name, score] of Object.entries(found)) {
        assert.ok(score >= LEAST, `${name}: ${score}`)
      }
    })
  }
}
