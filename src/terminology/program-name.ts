/** `name` of a resource, as FHIR advises it for programs: a capital letter first, then letters, digits and underscores. */
export function programName(text: string): string {
  const letters = text.replace(/[^A-Za-z0-9_]+/g, '')
  const name = `${letters.slice(0, 1).toUpperCase()}${letters.slice(1)}`
  return (/^[A-Z]/.test(name) ? name : `N${name}`).slice(0, 255).padEnd(2, '_')
}
