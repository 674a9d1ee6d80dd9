/** The pages in a real browser: keyboard, no script, accessibility, layout shift, requests. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createApp, type Listening, listen } from '../../src/server.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'
import { launch, noBrowser } from './chromium.ts'

const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Grey edges of letters make smaller pictures.
  '--disable-lcd-text',
]
const skip = noBrowser

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
const PAGES = [
  '/',
  '/search?q=chemotherapy',
  '/search?q=ankel+sprain',
  '/search?q=0000000000',
  '/code/icd10cm/E11.9',
  '/code/icd10cm/S93.401A',
  '/code/icd10cm/E11.9?view=coding',
  '/code/hcpcs/E0783?view=coding',
  '/code/icd10cm/C22',
  '/code/icd10cm/chapter-4',
  '/code/icd10pcs/3E05305',
  '/code/hcpcs/G0498',
  '/code/hcpcs/J2505',
  '/systems',
  '/systems/hcpcs',
  '/systems/hcpcs?letter=J',
  '/about-data',
  '/compare?codes=icd10cm:E11.9,icd10cm:E11.8',
  '/compare?codes=icd10cm/E11.9,icd10cm/E11.A',
  '/code/icd10cm/E11.99',
  '/code/hcpcs/E0783',
  '/code/hcpcs/J9190',
  '/search?q=infusion+pump',
  '/code/cpt/96425',
  '/policies',
  '/policies?q=liver',
  '/policy/medicare/L33577',
  '/policy/medicare/210.3',
  '/policy/medicare/210.3/diff',
  '/coverage',
  '/coverage?system=cpt&code=93306&diagnoses=I35.0&state=WI',
  '/coverage?system=cpt&code=93306&diagnoses=I35.0&state=TX',
]
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

let starter: StarterEdition
let server: Listening
let browser: Browser

before(async () => {
  if (skip) return
  starter = await starterEdition()
  server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
  browser = await launch(ARGUMENTS)
})
after(async () => {
  if (skip) return
  await browser.close()
  await server.close()
  starter.close()
})

/** Runs `use` on a fresh page and closes it. */
async function onPage(path: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: DESKTOP, ...options })
  try {
    const page = await context.newPage()
    await page.goto(server.url + path)
    await use(page)
  } finally {
    await context.close()
  }
}

/** Visits every page with one browser context; `use` is called when a page has loaded. */
async function onEvery(
  options: BrowserContextOptions,
  init: string,
  use: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  await onPage('/healthz', options, async (page) => {
    await page.addInitScript(init)
    for (const path of PAGES) {
      await page.goto(server.url + path)
      await use(page, path)
    }
  })
}

const input = '#q'
const expanded = (page: Page): Promise<string | null> => page.getAttribute(input, 'aria-expanded')

test('the search box is ready to type in and suggests codes while typing', { skip }, async () => {
  await onPage('/', {}, async (page) => {
    assert.equal(await page.evaluate('document.activeElement.id'), 'q')
    await page.keyboard.type('diabetes')
    await page.waitForSelector('#suggestions li')
    assert.equal(await expanded(page), 'true')
    assert.equal(await page.getAttribute(input, 'role'), 'combobox')
    assert.equal(await page.getAttribute(input, 'aria-controls'), 'suggestions')
    assert.match((await page.textContent('form [role=status]')) ?? '', /^\d+ suggestions?$/)
  })
})

test('arrows, Home, End and Escape move through the suggestions as ARIA asks', { skip }, async () => {
  await onPage('/', {}, async (page) => {
    await page.keyboard.type('diabetes')
    await page.waitForSelector('#suggestions li')
    const last = (await page.locator('#suggestions li').count()) - 1
    const active = (): Promise<string | null> => page.getAttribute(input, 'aria-activedescendant')
    assert.equal(await active(), null)
    for (const [key, expected] of [
      ['ArrowDown', 0],
      ['ArrowDown', 1],
      ['ArrowUp', 0],
      ['ArrowUp', last],
      ['ArrowDown', 0],
      ['End', last],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key)
      assert.equal(await active(), `suggestion-${expected}`, key)
      assert.equal(await page.getAttribute(`#suggestion-${expected}`, 'aria-selected'), 'true')
      assert.equal(await page.locator('#suggestions [aria-selected=true]').count(), 1)
    }
    await page.keyboard.press('Escape')
    assert.equal(await expanded(page), 'false')
    assert.equal(await page.inputValue(input), 'diabetes')
    await page.keyboard.press('ArrowDown')
    await page.waitForSelector('#suggestions:not([hidden])')
    await page.keyboard.press('Tab')
    assert.equal(await expanded(page), 'false')
    assert.notEqual(await page.evaluate('document.activeElement.id'), 'q')
  })
})

test('Enter opens the chosen code, and without a choice the results', { skip }, async () => {
  await onPage('/', {}, async (page) => {
    // All letters at once: a list of the letters before, shown for a moment, would take the arrow.
    await page.fill(input, 'e119')
    await page.waitForSelector('#suggestions li')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/code\/icd10cm\/E11\.9-type-2/)
  })
  await onPage('/', {}, async (page) => {
    await page.keyboard.type('diabetes')
    await page.waitForSelector('#suggestions li')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=diabetes$/)
  })
})

test('a suggestion opens by mouse and by touch', { skip }, async () => {
  // The list of the letters before is still there for a moment; the wanted one is waited for.
  const wanted = '#suggestions li:has-text("E11.9")'
  await onPage('/', {}, async (page) => {
    await page.click(input)
    await page.keyboard.type('e119')
    await page.click(wanted)
    await page.waitForURL(/\/code\/icd10cm\/E11\.9-/)
  })
  await onPage('/', { viewport: PHONE, hasTouch: true, isMobile: true }, async (page) => {
    await page.tap(input)
    await page.keyboard.type('e119')
    await page.tap(wanted)
    await page.waitForURL(/\/code\/icd10cm\/E11\.9-/)
  })
})

test('an answer that comes late never replaces a newer one', { skip }, async () => {
  await onPage('/', {}, async (page) => {
    await page.route('**/api/v1/suggest?*', async (route) => {
      const slow = new URL(route.request().url()).searchParams.get('q') === 'dia'
      if (slow) await new Promise((resolve) => setTimeout(resolve, 600))
      await route.continue().catch(() => {})
    })
    await page.keyboard.type('dia')
    await page.waitForTimeout(150)
    await page.fill(input, 'e119')
    await page.waitForSelector('#suggestions li')
    await page.waitForTimeout(800)
    assert.equal(await page.textContent('#suggestions li code'), 'E11.9')
  })
})

test('the slash key leads to the search box', { skip }, async () => {
  await onPage('/systems', {}, async (page) => {
    await page.keyboard.press('/')
    assert.equal(await page.evaluate('document.activeElement.id'), 'q')
    assert.equal(await page.inputValue(input), '')
  })
})

test('the copy button copies the code and says so', { skip }, async () => {
  await onPage('/code/icd10cm/E11.9', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await page.click('button.copy')
    await page.waitForSelector('button.copy:text("Copied")')
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'E11.9')
  })
})

test('everything works without a script', { skip }, async () => {
  await onPage('/', { javaScriptEnabled: false }, async (page) => {
    await page.fill(input, 'ankle sprain')
    await page.click('form button')
    await page.waitForURL(/\/search\?q=ankle\+sprain/)
    await page.click('.tabs a.sys-diagnosis')
    await page.click('.results a.hit >> nth=0')
    await page.waitForURL(/\/code\/icd10cm\/S93\.4/)
    assert.equal(await page.isVisible('button.copy'), false)
    await page.click('.tree a >> nth=0')
    await page.waitForURL(/chapter-19/)
  })
})

const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
/** What is folded away is part of the page too. */
const UNFOLD = 'for (const each of document.querySelectorAll("details")) each.open = true'

for (const [colorScheme, name, viewport] of [
  ['light', 'desktop', DESKTOP],
  ['dark', 'desktop', DESKTOP],
  ['light', 'phone', PHONE],
  ['dark', 'phone', PHONE],
] as const) {
  test(`axe finds no fault on any page unfolded, ${colorScheme}, ${name}`, { skip }, async () => {
    await onEvery({ colorScheme, viewport, reducedMotion: 'reduce' }, '', async (page, path) => {
      await page.evaluate(UNFOLD)
      assert.equal(await page.evaluate(TOO_WIDE), 0, `${path} is too wide`)
      await page.evaluate(AXE)
      const faults = await page.evaluate(
        'axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ") + " " + n.failureSummary).slice(0, 3).join("; ")))',
      )
      assert.deepEqual(faults, [], path)
    })
  })
}

test('axe finds no fault in the open list of suggestions', { skip }, async () => {
  await onPage('/', {}, async (page) => {
    await page.keyboard.type('diabetes')
    await page.waitForSelector('#suggestions li')
    await page.keyboard.press('ArrowDown')
    await page.evaluate(AXE)
    assert.deepEqual(await page.evaluate('axe.run().then((r) => r.violations.map((v) => v.id))'), [])
  })
})

/** Presses Tab until the focus is on what `selector` names. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
  }
  assert.fail(`${selector} is not reached by Tab`)
}

test('the map of states opens, is walked and asks by keyboard', { skip }, async () => {
  await onPage('/code/hcpcs/E0783', {}, async (page) => {
    await tabTo(page, '.where > summary')
    assert.equal(await page.isVisible('.state-map'), false)
    await page.keyboard.press('Enter')
    await tabTo(page, '.state-map a:has(rect.some)')
    const name = await page.evaluate('document.activeElement.getAttribute("aria-label")')
    assert.match(String(name), /^[A-Z]{2}, .+: \d+ polic(y|ies)$/)
    const stroke = 'getComputedStyle(document.activeElement.querySelector("rect")).strokeWidth'
    assert.equal(await page.evaluate(stroke), '3px', 'the focus is seen')
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/coverage\\?system=hcpcs&code=E0783&state=${String(name).slice(0, 2)}$`))
    assert.equal((await page.locator('.answer h2').count()) > 0, true)
  })
})

test('the list of contents marks the section a reader is in, by scrolling and by its own links', { skip }, async () => {
  await onPage('/code/hcpcs/E0783', { reducedMotion: 'reduce' }, async (page) => {
    const current = '.contents a[aria-current]'
    const hrefs = await page.$$eval('.contents a', (links) => links.map((link) => link.getAttribute('href') ?? ''))
    assert.equal(await page.locator(current).count(), 0)
    for (const href of hrefs) {
      await page.click(`.contents a[href="${href}"]`)
      await page.waitForSelector(`.contents a[href="${href}"][aria-current]`, { timeout: 2000 })
      assert.equal(await page.locator(current).count(), 1, href)
    }
    const bottom = (await page.locator('.contents').boundingBox())?.y ?? -1
    assert.ok(bottom >= 0, 'it stays in sight')
    for (const href of [...hrefs].reverse()) {
      // A little past the heading, as a wheel would leave it.
      await page.evaluate(`window.scrollBy(0, document.querySelector('${href}').getBoundingClientRect().top - 8)`)
      await page.waitForSelector(`.contents a[href="${href}"][aria-current]`, { timeout: 2000 })
    }
    await page.evaluate('window.scrollTo(0, 0)')
    await page.waitForSelector(current, { state: 'detached', timeout: 2000 })
  })
})

const COUNT_SHIFTS =
  'window.shifted = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shifted += e.value }).observe({ type: "layout-shift", buffered: true })'
const BLOCKING =
  'performance.getEntriesByType("resource").filter((r) => r.renderBlockingStatus === "blocking").map((r) => new URL(r.name).pathname)'

for (const [name, viewport] of [
  ['a desktop', DESKTOP],
  ['a phone', PHONE],
] as const) {
  test(`on ${name} nothing shifts, scrolls sideways, comes from elsewhere or blocks but one stylesheet`, {
    skip,
  }, async () => {
    const asked: string[] = []
    const said: string[] = []
    let listening = false
    await onEvery({ viewport }, COUNT_SHIFTS, async (page, path) => {
      if (!listening) {
        listening = true
        page.on('request', (request) => asked.push(request.url()))
        page.on('console', (message) => said.push(message.text()))
        page.on('pageerror', (error) => said.push(error.message))
        await page.reload()
      }
      await page.waitForTimeout(60)
      assert.equal(await page.evaluate('window.shifted'), 0, `${path} shifts`)
      assert.equal(await page.evaluate(TOO_WIDE), 0, `${path} is too wide`)
      assert.match(String(await page.evaluate(BLOCKING)), /^\/assets\/style\.[0-9a-f]+\.css$/, path)
      assert.deepEqual(
        asked.filter((url) => !url.startsWith(server.url)),
        [],
        path,
      )
      // A browser reports the status of a missing page itself.
      assert.deepEqual(
        said.filter((text) => !text.includes('404')),
        [],
        path,
      )
    })
  })
}

// Only on demand: they go into the repository.
if (process.env['MEDCODEX_SCREENSHOTS'] === '1') {
  test('screenshots for the guides are written', { skip }, async () => {
    const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
    mkdirSync(folder, { recursive: true })
    for (const [name, path] of [
      ['search', '/search?q=chemotherapy'],
      ['code', '/code/icd10cm/E11.9'],
      ['meaning', '/code/icd10pcs/3E05305#meaning'],
      ['policies', '/code/hcpcs/E0783#policies'],
    ]) {
      await onPage(path ?? '', { reducedMotion: 'reduce' }, async (page) => {
        if (name === 'policies') await page.click('.where > summary')
        const column = { x: 40, y: 0, width: 850, height: 770 }
        const part = name === 'meaning' || name === 'policies'
        await page.screenshot({ path: `${folder}${name}.png`, ...(part ? { clip: column } : {}) })
      })
    }
  })
}
