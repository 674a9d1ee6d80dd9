/**
 * `npm run conformance:validity`: whether what the FHIR surface answers is valid FHIR, by HAPI's validator (Java 17, its jars
 * through Maven). A sample of every kind of answer in R4 and R5, from the starter edition and from HL7's tests where they are
 * at hand. `-- DIR` names the folder where the answers stay.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createApp } from '../../src/server.ts'
import { animals } from '../../src/terminology/testing.ts'
import { starterEdition } from '../starter-edition.ts'
import type { Json } from './normalize.ts'
import { answerTo } from './run-case.ts'
import { TestFolder } from './suite.ts'

/** Cases of HL7's tests that expect an answer which is not valid: of a value set without status, of a system by a relative URL. */
const NOT_VALID = new Set(['dual-filter', 'validation-simple-coding-bad-system-local'])

const HERE = join(import.meta.dirname, 'validity')
const CM = 'http://hl7.org/fhir/sid/icd-10-cm'
const ANIMALS = animals().url!

const folder = resolve(process.argv[2] ?? mkdtempSync(join(tmpdir(), 'medcodex-validity-')))
const starter = await starterEdition()
const app = createApp(starter.context)

const ASKED = [
  'metadata',
  'metadata?mode=terminology',
  '$versions',
  'CodeSystem',
  'ValueSet',
  'ConceptMap',
  'CodeSystem?_summary=true',
  'CodeSystem?_summary=count',
  'CodeSystem/none',
  `CodeSystem/$lookup?system=${CM}&code=E11.9`,
  `CodeSystem/$lookup?system=urn:ietf:bcp:47&code=de-CH`,
  `CodeSystem/$validate-code?url=${CM}&code=E11.9&display=Gout`,
  `CodeSystem/$validate-code?url=${CM}&code=E11.`,
  `CodeSystem/$subsumes?system=${CM}&codeA=E11&codeB=E11.9`,
  `ValueSet/$expand?url=${CM}?fhir_vs=isa/E11&includeDesignations=true&property=*`,
  `ValueSet/$expand?url=${CM}?fhir_vs&filter=heart+attack&count=5`,
  `ValueSet/$expand?url=${CM}?fhir_vs&count=5&offset=10&includeDefinition=true`,
  'ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/currencies&property=decimals',
  'ValueSet/$expand?url=http://example.org/none',
  'ConceptMap/$translate?url=http://example.org/none&code=a&system=b&sourceCode=a',
]

const MAP = {
  resourceType: 'ConceptMap',
  url: 'http://example.org/ConceptMap/sounds',
  version: '1.0.0',
  name: 'Sounds',
  status: 'active',
  group: [
    {
      source: ANIMALS,
      target: 'http://example.org/CodeSystem/sounds',
      element: [
        {
          code: 'cat',
          target: [{ code: 'meow', display: 'Meow', equivalence: 'equivalent', relationship: 'equivalent' }],
        },
      ],
    },
  ],
}

const brought = (name: string, resource: object): Json => ({ name, resource })

const POSTED: readonly (readonly [path: string, parameter: readonly object[]])[] = [
  [
    'ConceptMap/$translate',
    [
      brought('conceptMap', MAP),
      { name: 'sourceCode', valueCode: 'cat' },
      { name: 'code', valueCode: 'cat' },
      { name: 'system', valueUri: ANIMALS },
    ],
  ],
  ['$closure', [{ name: 'name', valueString: 'one' }]],
  [
    '$closure',
    [
      { name: 'name', valueString: 'one' },
      ...['E11', 'E11.9'].map((code) => ({ name: 'concept', valueCoding: { system: CM, code } })),
    ],
  ],
  [
    'ValueSet/$batch-validate-code',
    [
      brought('validation', {
        resourceType: 'Parameters',
        parameter: [
          { name: 'url', valueUri: `${CM}?fhir_vs` },
          { name: 'coding', valueCoding: { system: CM, code: 'E11.9' } },
        ],
      }),
    ],
  ],
]

for (const release of ['r4', 'r5']) {
  mkdirSync(join(folder, release), { recursive: true })
  let n = 0
  const keep = async (what: string, response: Response): Promise<void> => {
    const name = `${what.startsWith('hl7') ? 'hl7-' : ''}${String(++n).padStart(3, '0')}-${what.replace(/[^\w.]+/g, '-').slice(0, 80)}.json`
    writeFileSync(join(folder, release, name), await response.text())
  }
  for (const path of ASKED) await keep(path, await app.request(`/fhir/${release}/${path}`))
  for (const [path, parameter] of POSTED) {
    const body = JSON.stringify({ resourceType: 'Parameters', parameter })
    const init = { method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body }
    await keep(path, await app.request(`/fhir/${release}/${path}`, init))
  }
  const tests = resolve(process.env['MEDCODEX_TX_TESTS'] ?? join(import.meta.dirname, '../../../shared/tx-tests'))
  if (existsSync(tests)) {
    const version = release === 'r4' ? '4.0.1' : '5.0.0'
    const modes = new Set(['general'])
    const runner = {
      folder: new TestFolder(tests),
      ask: (path: string, init?: RequestInit) => app.request(path, init),
      endpoint: `/fhir/${release}`,
      version,
      modes,
    }
    for (const test of runner.folder.cases(modes, version))
      if (!NOT_VALID.has(test.name)) await keep(`hl7 ${test.suite}-${test.name}`, await answerTo(runner, test))
  }
}
starter.close()

const jars = join(tmpdir(), 'medcodex-validity-jars')
if (!existsSync(jars))
  execFileSync('mvn', ['-q', '-B', '-f', HERE, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`], {
    stdio: 'inherit',
  })
const { status } = spawnSync('java', ['-cp', `${jars}/*`, join(HERE, 'Validate.java'), folder], { stdio: 'inherit' })
console.log(`The answers are in ${folder}.`)
process.exit(status ?? 1)
