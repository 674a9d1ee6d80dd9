/** Where the page of a code is on this server. */
import { slug } from '../core/text.ts'
import type { CodeSystem } from '../systems/system.ts'

/** Page of a concept: `/code/icd10cm/E11.9-type-2-diabetes-mellitus-without-complications`. */
export function codePath(system: CodeSystem, code: string, title: string): string {
  const written = system.grammar.display(code)
  // A number's page is that of the system it is a number of; what CMS calls its family is no name of it.
  if (system.registerOf !== undefined) return `/code/${system.registerOf}/${encodeURIComponent(written)}`
  const words = slug(title)
  // Chapters are written with a blank; their stored form reads better in an address.
  return `/code/${system.id}/${encodeURIComponent(written.includes(' ') ? code : written)}${words === '' ? '' : `-${words}`}`
}
