/** YAML as the program reads and writes it: version 1.2, where a date stays text. */
import { CORE_SCHEMA, dump, load } from 'js-yaml'

/** The value of a text; null for one without any. @throws Error a sentence about what is wrong, and where */
export const parseYaml = (text: string): unknown => load(text, { schema: CORE_SCHEMA }) ?? null

/** A value as text; lines are not folded. */
export const writeYaml = (value: unknown): string => dump(value, { schema: CORE_SCHEMA, lineWidth: -1 })
