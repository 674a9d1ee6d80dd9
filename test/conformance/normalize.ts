/**
 * Makes answers comparable as HL7's runner does: leaves out narrative, metadata, diagnostics and extensions that no test
 * is about, and sorts lists whose order means nothing.
 */

export type Json = { [name: string]: unknown }

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const text = (value: unknown): string => (value === undefined ? '' : String(value))

/** Extensions that tests are about. */
const MANAGED = new Set([
  ...[
    'codesystem-alternate',
    'codesystem-conceptOrder',
    'codesystem-label',
    'coding-sctdescid',
    'structuredefinition-standards-status',
    'itemWeight',
    'rendering-style',
    'rendering-xhtml',
    'translation',
    'valueset-concept-definition',
    'valueset-conceptOrder',
    'valueset-deprecated',
    'valueset-label',
    'valueset-supplement',
    'alternate-code-use',
    'alternate-code-status',
    'operationoutcome-message-id',
    'valueset-unclosed',
    'valueset-unclosed-reason',
  ].map((name) => `http://hl7.org/fhir/StructureDefinition/${name}`),
  ...['1', '3', '4', '5'].map((n) => `http://hl7.org/fhir/test/StructureDefinition/unknown-extension-${n}`),
])

const isManaged = (extension: Json): boolean =>
  !/^(https?|urn):/.test(text(extension['url'])) || MANAGED.has(text(extension['url']))

/** Drops extensions that no test is about, everywhere but in the definition of a value set. */
function scrubExtensions(element: unknown): void {
  if (Array.isArray(element)) for (const item of element) scrubExtensions(item)
  if (!isObject(element)) return
  if (Array.isArray(element['extension'])) {
    element['extension'] = objects(element['extension']).filter(isManaged)
    if ((element['extension'] as unknown[]).length === 0) delete element['extension']
  }
  for (const [name, value] of Object.entries(element)) if (name !== 'compose') scrubExtensions(value)
}

function scrubResource(resource: Json): void {
  delete resource['text']
  delete resource['meta']
  scrubExtensions(resource)
}

const by =
  (...keys: ((item: Json) => string)[]) =>
  (a: Json, b: Json): number => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)]
      if (x !== y) return x < y ? -1 : 1
    }
    return 0
  }

const value = (item: Json | undefined): string => {
  const name = Object.keys(item ?? {}).find((key) => key.startsWith('value'))
  return name === undefined ? '' : text(item![name])
}

const part = (item: Json, name: string): string =>
  value(objects(item['part']).find((p) => p['name'] === name)).toLowerCase()

function sortOutcome(outcome: Json): void {
  const details = (issue: Json): string => text(isObject(issue['details']) ? issue['details']['text'] : '')
  const first = (issue: Json): string => text(Array.isArray(issue['expression']) ? issue['expression'][0] : '')
  objects(outcome['issue']).sort(by())
  if (Array.isArray(outcome['issue']))
    (outcome['issue'] as Json[]).sort(
      by(
        (i) => text(i['severity']),
        (i) => text(i['code']),
        first,
        details,
      ),
    )
}

function normalizeOutcome(outcome: Json): void {
  scrubResource(outcome)
  const issues = objects(outcome['issue'])
  const said =
    issues.length > 1 ? issues.filter((i) => !(i['diagnostics'] !== undefined && i['details'] === undefined)) : issues
  for (const issue of said) delete issue['diagnostics']
  outcome['issue'] = said
}

function sortParts(parameter: Json): void {
  if (!Array.isArray(parameter['part'])) return
  ;(parameter['part'] as Json[]).sort(by((p) => text(p['name'])))
}

function compareParameters(a: Json, b: Json): number {
  const [x, y] = [text(a['name']), text(b['name'])]
  if (x !== y) return x < y ? -1 : 1
  if (x === 'property')
    return by(
      (p) => part(p, 'code'),
      (p) => part(p, 'value'),
    )(a, b)
  if (x === 'designation')
    return by(
      (p) => part(p, 'language'),
      (p) => part(p, 'value'),
    )(a, b)
  return 0
}

function normalizeParameters(parameters: Json): void {
  delete parameters['meta']
  const list = objects(parameters['parameter']).filter((p) => p['name'] !== 'diagnostics')
  for (const parameter of list) {
    sortParts(parameter)
    if (isObject(parameter['resource'])) {
      normalize(parameter['resource'])
      if (parameter['resource']['resourceType'] === 'OperationOutcome') sortOutcome(parameter['resource'])
    }
    if (parameter['name'] === 'message' && typeof parameter['valueString'] === 'string')
      parameter['valueString'] = parameter['valueString'].split('; ').sort().join('; ')
  }
  parameters['parameter'] = list.sort(compareParameters)
}

function sortContains(entry: Json): void {
  const sort = (name: string, compare: (a: Json, b: Json) => number): void => {
    if (Array.isArray(entry[name])) (entry[name] as Json[]).sort(compare)
  }
  sort(
    'contains',
    by((c) => text(c['code'])),
  )
  sort(
    'extension',
    by((e) => text(e['url'])),
  )
  // With languages on both they decide, without them the values do, as in the runner.
  sort('designation', (a, b) =>
    a['language'] !== undefined && b['language'] !== undefined
      ? by((d) => text(d['language']))(a, b)
      : by((d) => text(d['value']))(a, b),
  )
  for (const child of objects(entry['contains'])) {
    if (Array.isArray(child['property'])) (child['property'] as Json[]).sort(by((p) => text(p['code'])))
    sortContains(child)
  }
}

function normalizeValueSet(valueSet: Json): void {
  scrubResource(valueSet)
  if (Array.isArray(valueSet['extension'])) (valueSet['extension'] as Json[]).sort(by((e) => text(e['url'])))
  const { expansion } = valueSet
  if (!isObject(expansion)) return
  if (Array.isArray(expansion['parameter'])) (expansion['parameter'] as Json[]).sort(by((p) => text(p['name']), value))
  if (Array.isArray(expansion['property']))
    (expansion['property'] as Json[]).sort(
      by(
        (p) => text(p['uri']),
        (p) => text(p['code']),
      ),
    )
  sortContains(expansion)
}

function normalizeStatement(statement: Json): void {
  const sort = (list: unknown, key: (item: Json) => string): void => {
    if (Array.isArray(list)) (list as Json[]).sort(by(key))
  }
  for (const rest of objects(statement['rest'])) {
    sort(rest['resource'], (r) => text(r['type']))
    sort(rest['operation'], (o) => text(o['name']))
    for (const resource of objects(rest['resource'])) {
      sort(resource['interaction'], (i) => text(i['code']))
      sort(resource['operation'], (o) => text(o['name']))
    }
  }
  if (isObject(statement['expansion'])) sort(statement['expansion']['parameter'], (p) => text(p['name']))
}

/** Drops empty lists, which are nothing in FHIR's JSON. */
function dropEmpty(element: unknown): void {
  if (Array.isArray(element)) for (const item of element) dropEmpty(item)
  if (!isObject(element)) return
  for (const [name, member] of Object.entries(element)) {
    if (Array.isArray(member) && member.length === 0) delete element[name]
    else dropEmpty(member)
  }
}

/** Normalizes a resource in place. */
export function normalize(resource: Json): Json {
  dropEmpty(resource)
  switch (resource['resourceType']) {
    case 'OperationOutcome':
      normalizeOutcome(resource)
      break
    case 'Parameters':
      normalizeParameters(resource)
      break
    case 'ValueSet':
      normalizeValueSet(resource)
      break
    case 'Bundle':
      for (const entry of objects(resource['entry'])) if (isObject(entry['resource'])) normalize(entry['resource'])
      break
    case 'CapabilityStatement':
    case 'TerminologyCapabilities':
      normalizeStatement(resource)
      break
    default:
  }
  return resource
}
