/** Whether a display that came with a code is one of its names, and what is said when it is not. */
import type { Designations } from './designations.ts'
import { type Issue, issue, type Severity } from './issues.ts'
import { presentRanges } from './languages.ts'
import type { MessageData } from './messages.ts'
import { languagesOf, type Options } from './options.ts'

export interface DisplayCheck {
  readonly display: string
  readonly system: string
  readonly code: string
  readonly names: Designations
  /** Language of the code system's displays. */
  readonly language: string | undefined
  readonly options: Options
  readonly at: string
}

/** `en, de`, or `--` where no language was asked for. */
export function languageSummary(options: Options): string {
  const ranges = languagesOf(options)
  return ranges ? presentRanges(ranges) : '--'
}

/** An issue for a display that does not fit, with whether the message shall say it; undefined when it does. */
export function checkDisplay(check: DisplayCheck): { readonly issue: Issue; readonly said: boolean } | undefined {
  const { display, names, language, options, at } = check
  const wanted = languagesOf(options)
  const fit = names.fit(display, { wanted })
  if (fit === 'same') return outdated(check)
  const wrong: Severity = options.lenientDisplay ? 'warning' : 'error'
  const languages = languageSummary(options)
  const data: MessageData = { display, system: check.system, code: check.code, languages }
  const spec = { type: 'invalid', detail: 'invalid-display', at } as const
  const said = (made: Issue): { issue: Issue; said: boolean } => ({ issue: made, said: true })
  let severity = wrong
  let count = names.count(wanted, true)
  if (count === 0) {
    // Names that are no displays may still be in the languages asked for; a mismatch with them is no error.
    severity = 'warning'
    count = names.count(wanted, false)
  }
  if (count === 0) {
    const fallback = names.preferred(undefined)?.value
    if (fallback === undefined) return said(issue('NO_VALID_DISPLAY_AT_ALL', data, { ...spec, severity: 'warning' }))
    const isDefault = names.fit(display, { wanted, base: language ?? 'en' }) === 'same'
    const id = isDefault ? 'NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK' : 'NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR'
    // A display that is right in the default language is the one that is spoken of.
    return said(
      issue(
        id,
        { ...data, fallback: isDefault ? display : fallback },
        { ...spec, severity: isDefault ? 'information' : wrong },
      ),
    )
  }
  const id =
    fit === 'whitespace'
      ? 'Display_Name_WS_for__should_be_one_of__instead_of'
      : 'Display_Name_for__should_be_one_of__instead_of'
  const listed = names.present(wanted)
  const choices = count === 1 ? listed : `one of ${count} choices: ${listed}`
  return said(issue(id, { ...data, choices }, { ...spec, severity }))
}

/** A name that was right once. */
function outdated({
  display,
  code,
  names,
  options,
  at,
}: DisplayCheck): { readonly issue: Issue; readonly said: boolean } | undefined {
  if (names.fit(display, { wanted: languagesOf(options), current: true }) === 'same') return undefined
  const choices = `${names
    .current()
    .map((name) => `"${name}"`)
    .join(', ')}.`
  const data = { display, code, status: names.statusOf(display), choices }
  const found = issue('INACTIVE_DISPLAY_FOUND', data, {
    severity: 'warning',
    type: 'invalid',
    detail: 'display-comment',
    at,
  })
  return { issue: found, said: false }
}
