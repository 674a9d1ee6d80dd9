/** Every operation there is. Surfaces list this and nothing else. */
import { browse } from './browse.ts'
import { code } from './code.ts'
import { compare } from './compare.ts'
import type { Operation } from './operation.ts'
import { search, suggest } from './search.ts'
import { similar } from './similar.ts'
import { systems } from './systems.ts'

export const OPERATIONS: readonly Operation[] = [
  search,
  suggest,
  code,
  similar,
  compare,
  systems,
  browse,
] as unknown as readonly Operation[]
