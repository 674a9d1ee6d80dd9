/**
 * The Unified Code for Units of Measure.
 *
 * @source ucum-essence.xml of Regenstrief and the UCUM Organization; version 2.2 (17 June 2024): 7 base units, 305 units.
 * @layout XML. `base-unit` and `unit` with attributes Code (case sensitive), CODE, isMetric, class, isSpecial, isArbitrary;
 *   children name (several), printSymbol, property, and of a unit `value` with Unit, value (or a `function`).
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readXml } from '../../sources/xml.ts'
import { problemsOf, quoted } from '../problem.ts'
import type { SourceRecord } from '../records.ts'

const problem = problemsOf('ucum')

interface Draft {
  readonly attributes: Readonly<Record<string, string>>
  readonly isBase: boolean
  readonly names: string[]
  symbol: string
  property: string
  value: { readonly unit: string; readonly value: string } | undefined
}

/** Elements whose text is kept, and where it goes. */
type Field = 'name' | 'printSymbol' | 'property'
const FIELDS: ReadonlySet<string> = new Set<Field>(['name', 'printSymbol', 'property'])

export async function* parseEssence(file: SourceFile): AsyncIterable<SourceRecord> {
  let draft: Draft | undefined
  let field: Field | undefined
  let text = ''
  let order = 0
  for await (const event of readXml(file)) {
    if (event.type === 'text') text += event.text
    else if (event.type === 'open') {
      if (event.name === 'unit' || event.name === 'base-unit')
        draft = {
          attributes: event.attributes,
          isBase: event.name === 'base-unit',
          names: [],
          symbol: '',
          property: '',
          value: undefined,
        }
      else if (draft && FIELDS.has(event.name)) [field, text] = [event.name as Field, '']
      else if (draft && event.name === 'value')
        draft.value = { unit: event.attributes['Unit'] ?? '', value: event.attributes['value'] ?? '' }
    } else if (draft && event.name === field) {
      const words = squeeze(text)
      if (field === 'name') draft.names.push(words)
      else if (field === 'printSymbol') draft.symbol = words
      else draft.property = words
      field = undefined
    } else if (draft && (event.name === 'unit' || event.name === 'base-unit')) {
      yield* recordsOf(draft, { order: ++order, file: file.path, line: event.line })
      draft = undefined
    }
  }
}

function* recordsOf(
  { attributes, isBase, names, symbol, property, value }: Draft,
  { order, file, line }: { order: number; file: string; line: number },
): Iterable<SourceRecord | Issue> {
  const code = attributes['Code'] ?? ''
  const [title, ...others] = names.filter((name) => name !== '')
  if (code === '' || title === undefined) {
    const what = `A unit has no code or no name: ${quoted(code)}`
    yield problem({ file }, { code: 'bad-unit', severity: 'error', line, text: what })
    return
  }
  yield { type: 'concept', code, level: 'code', title, billable: false, order }
  for (const text of others) yield { type: 'designation', code, use: 'synonym', text }
  const facts = [
    ['symbol', symbol],
    ['property', property],
    // Every base unit takes prefixes; the file does not say so of them.
    ['metric', isBase || attributes['isMetric'] === 'yes' ? 'true' : ''],
    ['arbitrary', attributes['isArbitrary'] === 'yes' ? 'true' : ''],
    [
      'definition',
      value && value.value !== '' ? squeeze(`${value.value} ${value.unit === '1' ? '' : value.unit}`) : '',
    ],
    ['upperCase', attributes['CODE'] ?? ''],
  ] as const
  for (const [name, text] of facts) if (text !== '') yield { type: 'property', code, name, value: text }
}
