/** What sort of thing a code of ICD-10-CM stands for, by the blocks of the classification. */
import type { Subject } from '../../core/subject.ts'

/** T36-T50: poisoning by, adverse effect of and underdosing of drugs. */
const POISONING = /^T(?:3[6-9]|4\d|50)/
/** V00-Y99: external causes of morbidity. */
const CAUSE = /^[V-Y]\d/
/** Z00-Z99: encounters, histories, statuses. */
const STATUS = /^Z\d/

export function subject(code: string): Subject {
  if (POISONING.test(code)) return 'poisoning'
  if (CAUSE.test(code)) return 'cause'
  return STATUS.test(code) ? 'status' : 'diagnosis'
}
