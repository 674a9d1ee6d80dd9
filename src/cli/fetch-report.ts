/** Runs a fetch and tells it to the terminal. */
import { today } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { Home } from '../edition/home.ts'
import { fetchSystems } from '../sources/fetch/fetch.ts'
