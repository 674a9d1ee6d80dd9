/** NLM's own widget, the files of its package as published, in a browser, on a page of another origin than the server. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { createApp, type Listening, listen } from '../../src/server.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'
import { launch, noBrowser } from './chromium.ts'

const skip = noBrowser
const WIDGET = dirname(dirname(fileURLToPath(import.meta.resolve('autocomplete-lhc'))))

/** The package is CommonJS and ships no bundle: its files are loaded one by one, unchanged. */
const LOADER = `
  const loaded = {}
  const load = (path) => {
    if (loaded[path]) return loaded[path].exports
    const request = new XMLHttpRequest()
    request.open('GET', path, false)
    request.send()
    const module = (loaded[path] = { exports: {} })
    const near = (name) => load(new URL(name + '.js', new URL(path, location.href)).pathname)
    new Function('module', 'exports', 'require', request.responseText)(module, module.exports, near)
    return module.exports
  }
  window.Def = load('/widget/source/index.js')
`

let starter: StarterEdition
let server: Listening
let site: Server
let browser: Browser
let home: string

before(async () => {
  if (skip) return
  starter = await starterEdition()
  server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
  site = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname
    const file = join(WIDGET, path.replace(/^\/widget/, ''))
    if (path.startsWith('/widget/') && existsSync(file)) response.end(readFileSync(file))
    else
      response
        .setHeader('content-type', 'text/html')
        .end(
          `<link rel="stylesheet" href="/widget/source/auto_completion.css"><input id="dx"><script>${LOADER}</script>`,
        )
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => site.once('listening', resolve))
  home = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
  browser = await launch()
})
after(async () => {
  if (skip) return
  await browser.close()
  site.close()
  await server.close()
  starter.close()
})

/** A page with the widget on its field, asking `query`; fails on any error of a script. */
async function withWidget(query: string, options: string, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  try {
    await page.goto(home)
    await page.evaluate(`new Def.Autocompleter.Search('dx', '${server.url}/api/${query}', ${options})`)
    await use(page)
    assert.deepEqual(errors, [])
  } finally {
    await page.close()
  }
}

/** Rows of the list that the widget shows. */
const ROWS = '#completionOptions tbody tr, #completionOptions li'

const rowsOf = (page: Page): Promise<string[]> => page.locator(ROWS).allTextContents()

test('autocomplete-lhc lists what is typed and takes the code of the row that is chosen', { skip }, async () => {
  await withWidget(
    'icd10cm/v3/search?sf=code,name',
    '{tableFormat: true, valueCols: [0, 1], colHeaders: ["Code", "Name"]}',
    async (page) => {
      await page.locator('#dx').pressSequentially('asthma')
      await page.waitForSelector(ROWS)
      const rows = await rowsOf(page)
      assert.ok(
        rows.some((row) => /J45/.test(row) && /asthma/i.test(row)),
        rows.join('\n'),
      )
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Tab')
      const value = await page.inputValue('#dx')
      assert.match(value, /^J45\S* - .*asthma/i)
      const codes = await page.evaluate('document.getElementById("dx").autocomp.getSelectedCodes()')
      assert.deepEqual(codes, [value.split(' - ')[0]])
    },
  )
})

test('autocomplete-lhc gets further columns and the systems of codes', { skip }, async () => {
  await withWidget('codes/v3/search?ef=name:title', '{codeSystem: true}', async (page) => {
    await page.locator('#dx').pressSequentially('infusion pump')
    await page.waitForSelector(ROWS)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    const [item] = (await page.evaluate('document.getElementById("dx").autocomp.getSelectedItemData()')) as [
      { code: string; code_system?: string; data: { title: string } },
    ]
    assert.ok(item.code && item.data.title, JSON.stringify(item))
    assert.match(item.code_system ?? '', /^http/)
  })
})
