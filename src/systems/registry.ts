/** The code systems there are. Shared code asks here and never branches on a system's id. */
import type { SystemId } from '../core/system-id.ts'
import { decodeHead, readHead } from '../sources/head.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { cpt } from './cpt/index.ts'
import { hcpcs } from './hcpcs/index.ts'
import { icd10cm } from './icd10cm/index.ts'
import { icd10pcs } from './icd10pcs/index.ts'
import type { CodeSystem, RecognizedFile } from './system.ts'

/** Bytes of a file that recognition looks at. */
const HEAD_BYTES = 4096

/** In the order in which they are shown. */
export const SYSTEMS: readonly CodeSystem[] = [icd10cm, icd10pcs, hcpcs, cpt]

/** The system of a known identifier. */
export function systemOf(id: SystemId): CodeSystem {
  const system = SYSTEMS.find((each) => each.id === id)
  if (system === undefined) throw new RangeError(`no code system is registered as ${id}`)
  return system
}

/** Which system's file `file` is, its release and its part; undefined when no system knows it. */
export async function recognizeFile(file: SourceFile): Promise<RecognizedFile | undefined> {
  const head = decodeHead(await readHead(file, HEAD_BYTES))
  for (const system of SYSTEMS) {
    const found = system.recognize(file, head)
    if (found) return { ...found, file }
  }
  return undefined
}
