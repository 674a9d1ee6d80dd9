/** Sorts of things that codes stand for. */

/**
 * What sort of thing a code stands for, finer than the kind of its system: a search guesses which sort is meant.
 * `poisoning`: poisoning by, adverse effect and underdosing of drugs; `status`: histories, aftercare, presence and
 * absence; `cause`: how an injury came about; `service`: what is done for a patient and is no procedure;
 * `measure`: statements for quality reporting; `group`: what claims are sorted into; `retired`: codes of a system that is no
 * longer in use, whatever they stood for.
 */
export const SUBJECTS = [
  'diagnosis',
  'poisoning',
  'status',
  'cause',
  'procedure',
  'drug',
  'supply',
  'service',
  'measure',
  'group',
  'retired',
] as const
export type Subject = (typeof SUBJECTS)[number]
