/** Short names for what the operations answer. */
import type { code } from '../service/code.ts'
import type { compare } from '../service/compare.ts'
import type { search } from '../service/search.ts'
import type { similar } from '../service/similar.ts'

export type CodeShown = ReturnType<typeof code.run>
export type CodeLink = CodeShown['children'][number]
export type Note = CodeShown['notes'][number]
export type IndexLine = CodeShown['index'][number]
export type Found = ReturnType<typeof search.run>
export type FoundRow = Found['results'][number]
export type Alike = ReturnType<typeof similar.run>
export type AlikeRow = Alike['similar'][number]
export type Compared = ReturnType<typeof compare.run>
