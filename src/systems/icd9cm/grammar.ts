/**
 * How ICD-9-CM codes are written. Stored form: capitals without the point. Diagnoses have three digits, V and two, or E
 * and three before the point (`250.00`, `V58.11`, `E880.0`), procedures two (`36.01`); up to two digits after it.
 */
import { foldCode } from '../../core/text.ts'
import { defineGrammar } from '../grammar.ts'

const DIAGNOSIS = /^(?:(\d{3})\.?(\d{0,2})|(V\d{2})\.?(\d{0,2})|(E\d{3})\.?(\d?))$/
const PROCEDURE = /^(\d{2})\.?(\d{0,2})$/
const NOISE = /[\s,()[\]_]+/g

const tidy = (text: string): string => text.replace(NOISE, '').toUpperCase()

/** True when `code` is a stored diagnosis code or category. */
export const isDiagnosis = (code: string): boolean => DIAGNOSIS.test(code) && !code.includes('.')
export const isProcedure = (code: string): boolean => PROCEDURE.test(code) && !code.includes('.')

/** The stored code of a code as printed, or undefined. */
const stored = (pattern: RegExp) => (text: string) => {
  const typed = tidy(text)
  return pattern.test(typed) ? typed.replace('.', '') : undefined
}

const GROUP = /^(?:\d{2,3}|V\d\d|E\d{3})-(?:\d{2,3}|V\d\d|E\d{3})$/
const CHAPTER = /^chapter-\d{1,2}$/

/** Groups are stored by both ends (`001-009`), chapters by number; both are read as they are stored. */
const withGroups = (read: (text: string) => string | undefined) => (text: string) => {
  const typed = text.trim()
  const chapter = /^chapter[\s-]*(\d{1,2})$/i.exec(typed)
  if (chapter) return `chapter-${Number(chapter[1])}`
  return GROUP.test(typed.toUpperCase()) ? typed.toUpperCase() : read(text)
}

const display =
  (head: (code: string) => number) =>
  (code: string): string => {
    if (CHAPTER.test(code)) return `Chapter ${code.slice('chapter-'.length)}`
    if (GROUP.test(code)) return code
    const at = head(code)
    return code.length > at ? `${code.slice(0, at)}.${code.slice(at)}` : code
  }

const readDiagnosis = stored(DIAGNOSIS)
const readProcedure = stored(PROCEDURE)

export const diagnosisGrammar = defineGrammar({
  normalize: withGroups(readDiagnosis),
  normalizePrefix: (text) => (/^(?:\d{1,5}|V\d{0,4}|E\d{0,4})$/.test(foldCode(text)) ? foldCode(text) : undefined),
  display: display((code) => (code.startsWith('E') ? 4 : 3)),
  isStub: (text) => /^(?:\d{3}|V\d\d|E\d{3})\.?\d?$/i.test(text),
  isRange: (first, last) => foldCode(first) < foldCode(last),
})

export const procedureGrammar = defineGrammar({
  normalize: withGroups(readProcedure),
  normalizePrefix: (text) => (/^\d{1,4}$/.test(foldCode(text)) ? foldCode(text) : undefined),
  display: display(() => 2),
  isStub: (text) => /^\d{2}\.?\d?$/.test(text),
  isRange: (first, last) => foldCode(first) < foldCode(last),
})
