/**
 * The short identifier of a code system, used in URLs, files and the API: lower-case letters, digits and hyphens. Which
 * there are is not known here: a user may bring one of their own. `systems/registry.ts` finds the system of a name.
 */
export type SystemId = string

const ID = /^[a-z][a-z0-9-]{0,39}$/

/** True when `text` is written like an identifier; identifiers are compared exactly. */
export function isSystemId(text: string): text is SystemId {
  return ID.test(text)
}
