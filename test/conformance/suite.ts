/** HL7's terminology tests in a folder: their cases, and what each sends and expects. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from './normalize.ts'

export interface Case {
  readonly suite: string
  readonly name: string
  readonly operation: string
  readonly setup: readonly string[]
  readonly request: string | undefined
  readonly response: string
  readonly profile: string
  /** `2xx`, `4xx` … */
  readonly status: string
  readonly acceptLanguage: string | undefined
  readonly header: { readonly name: string; readonly value: string } | undefined
  readonly lenientDisplay: boolean | undefined
}

interface RawTest {
  readonly name: string
  readonly operation: string
  readonly profile?: string
  readonly mode?: string
  readonly modes?: readonly string[]
  readonly version?: string
  readonly 'http-code'?: string
  readonly 'Accept-Language'?: string
  readonly 'lenient-display'?: boolean
  readonly header?: { readonly mode?: string; readonly name: string; readonly value: string }
  readonly [file: string]: unknown
}

interface RawSuite {
  readonly name: string
  readonly mode?: string
  readonly version?: string
  readonly disabled?: boolean
  readonly setup: readonly string[]
  readonly tests: readonly RawTest[]
}

/** `4.0` runs on 4.0.1 alone, `!4.0` on all others. */
function fitsVersion(gate: string | undefined, version: string): boolean {
  if (gate === undefined) return true
  if (gate.startsWith('!')) return !fitsVersion(gate.slice(1), version)
  return version === gate || version.startsWith(`${gate}.`)
}

export class TestFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** A file of the folder; some begin with a byte order mark. */
  json(name: string): Json {
    return JSON.parse(readFileSync(join(this.#folder, name), 'utf8').replace(/^\uFEFF/, '')) as Json
  }

  /** Sentences of the ecosystem, by the file of the response. */
  externals(): Record<string, Record<string, string>> {
    const name = 'messages-tx.fhir.org.json'
    return existsSync(join(this.#folder, name)) ? (this.json(name) as Record<string, Record<string, string>>) : {}
  }

  cases(modes: ReadonlySet<string>, version: string): Case[] {
    const { suites } = this.json('test-cases.json') as unknown as { suites: RawSuite[] }
    const runs = ({ mode, version: gate }: { mode?: string; version?: string }): boolean =>
      (mode === undefined || modes.has(mode)) && fitsVersion(gate, version)
    return suites
      .filter((suite) => runs(suite) && !suite.disabled)
      .flatMap((suite) => suite.tests.filter(runs).map((test) => this.#case(suite, test, modes)))
  }

  #case({ name: suite, setup }: RawSuite, test: RawTest, modes: ReadonlySet<string>): Case {
    const file = (kind: 'request' | 'response'): string | undefined => {
      for (const mode of modes) if (`${kind}:${mode}` in test) return test[`${kind}:${mode}`] as string
      return test[kind] as string | undefined
    }
    const { header } = test
    return {
      suite,
      name: test.name,
      operation: test.operation,
      setup,
      request: file('request'),
      response: file('response') ?? '',
      profile: test.profile ?? 'parameters-default.json',
      status: test['http-code'] ?? '2xx',
      acceptLanguage: test['Accept-Language'],
      header: header && (header.mode === undefined || modes.has(header.mode)) ? header : undefined,
      lenientDisplay: test['lenient-display'],
    }
  }
}
