/** What the threads of a server say to each other. */
import type { ServeOptions } from '../config.ts'
import type { SharedParts } from '../edition/share.ts'
import type { LimitsMemory } from '../http/gate.ts'
import type { KeptRequest } from '../http/kept.ts'
import type { TerminologyResource } from '../terminology/resources.ts'

/** An edition as it is handed over: its folder, and its parts in shared memory. */
export interface Offered {
  readonly path: string
  readonly parts: SharedParts
}

/** What a worker starts with. */
export interface WorkerStart {
  readonly home: string
  readonly options: Omit<ServeOptions, 'publicUrl' | 'edition'> & { readonly publicUrl?: string }
  readonly resources: readonly TerminologyResource[]
  readonly limits: LimitsMemory
  /** The worker's number; 0 is the keeper. */
  readonly number: number
  readonly workers: number
  /** False for one that takes another's place. */
  readonly first: boolean
  readonly edition: Offered
  readonly problem: string | undefined
}

/** A request that the keeper answers, with whose text it may show. */
export interface ForKeeper {
  readonly readers: 'entitled' | 'everyone'
  readonly request: KeptRequest
}
