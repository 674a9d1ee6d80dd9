/** Every operation there is. Surfaces list this and nothing else. */
import { browse } from './browse.ts'
import { code } from './code.ts'
import type { Operation } from './operation.ts'
import { search, suggest } from './search.ts'
import { systems } from './systems.ts'

export const OPERATIONS: readonly Operation[] = [
  search,
  suggest,
  code,
  systems,
  browse,
] as unknown as readonly Operation[]
