/**
 * General equivalence mappings from ICD-9-CM to ICD-10.
 *
 * @source CMS and NCHS, 2018_I9gem.txt (diagnoses, 24,860 rows) and gem_i9pcs.txt (procedures); 2018 was the last year.
 * @layout fixed width, 1-based: 1-6 source, 7-14 target, 15-19 flags: approximate, no map, combination, scenario, choice
 *   list. `NoDx` and `NoPCS` stand where there is no target.
 */

import type { SystemId } from '../../core/system-id.ts'
import type { Line } from '../../sources/lines.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'
import type { SourceRecord } from '../records.ts'

export async function* parseGem(
  lines: AsyncIterable<Line>,
  { file, system, target }: ParseContext & { readonly system: SystemId; readonly target: SystemId },
): AsyncIterable<SourceRecord> {
  const problem = problemsOf(system)
  for await (const { number, text } of lines) {
    const found = /^(\w{2,5})\s+(\w{3,7})\s+([01])([01])([01])\d\d\s*$/.exec(text)
    if (!found) {
      if (text.trim() === '') continue
      const what = `The line is no mapping: ${quoted(text)}`
      yield problem({ file }, { code: 'bad-row', severity: 'error', line: number, text: what })
      continue
    }
    const [, code = '', to = '', approximate, none, combination] = found
    if (none === '1') continue
    const kind = combination === '1' ? 'partlyMapsTo' : approximate === '1' ? 'approximatelyMapsTo' : 'mapsTo'
    yield { type: 'relation', code, kind, target: to, targetSystem: target }
  }
}
