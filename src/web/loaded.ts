/** What is loaded, asked once per edition and day: every page shows some of it and counting takes a while. */
import type { ServiceContext } from '../service/context.ts'
import { perform } from '../service/operation.ts'
import { systems } from '../service/systems.ts'

export type Loaded = ReturnType<typeof systems.run>
export type LoadedSystem = Loaded['systems'][number]

const seen = new WeakMap<object, { day: string; loaded: Loaded }>()

/** The answer of the `systems` operation, remembered until the edition is swapped or the day ends. */
export function loadedNow(context: ServiceContext): Loaded {
  const edition = context.edition()
  const day = context.today()
  const known = seen.get(edition)
  if (known?.day === day) return known.loaded
  const loaded = perform(systems, context, {})
  seen.set(edition, { day, loaded })
  return loaded
}
