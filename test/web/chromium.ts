/** The browser of the tests: Debian's Chromium, or the one at MEDCODEX_BROWSER. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const EXECUTABLE = process.env['MEDCODEX_BROWSER'] ?? '/usr/bin/chromium'

/** Why tests in a browser are skipped; `false` where there is one. */
export const noBrowser = existsSync(EXECUTABLE) ? false : `browser: ${EXECUTABLE} is missing`

export const launch = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...args] })
