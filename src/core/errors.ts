/**
 * The one registry of errors a request can cause. Each has a sentence that says what is wrong and what to do,
 * an HTTP status, a FHIR issue type and a CLI exit code; `docs/errors.md` lists them and a test compares both ways.
 */

interface ErrorSpec {
  /** Sentence with `{name}` slots filled from the error's data. */
  readonly message: string
  /** What the reader can do about it, same slots. */
  readonly fix: string
  readonly http: number
  readonly fhir: 'invalid' | 'not-found' | 'processing' | 'not-supported' | 'exception' | 'too-costly'
  readonly exit: number
}

export const ERRORS = {
  'unknown-system': {
    message: 'There is no code system "{system}" in this edition.',
    fix: 'Use one of: {known}.',
    http: 404,
    fhir: 'not-found',
    exit: 4,
  },
  'system-not-loaded': {
    message: '{system} is not loaded in this edition.',
    fix: 'Get it with: {how}; then medcodex build.',
    http: 404,
    fhir: 'not-found',
    exit: 4,
  },
  'unknown-code': {
    message: '{system} has no code "{code}"{asOf}.',
    fix: 'Check the code, or search for it: medcodex search {code}',
    http: 404,
    fhir: 'not-found',
    exit: 4,
  },
  'invalid-input': {
    message: 'The request is not valid: {problem}.',
    fix: 'Correct the parameter named and try again.',
    http: 400,
    fhir: 'invalid',
    exit: 2,
  },
  'unknown-path': {
    message: 'There is nothing at {path}.',
    fix: 'See /api/v1/openapi.json for what can be asked.',
    http: 404,
    fhir: 'not-found',
    exit: 4,
  },
  'no-edition': {
    message: 'No edition has been built in {home}.',
    fix: 'Run: medcodex build',
    http: 503,
    fhir: 'exception',
    exit: 3,
  },
  'no-policies': {
    message: 'This edition holds no policies.',
    fix: 'Add some (medcodex policies add PATH) and run: medcodex build',
    http: 404,
    fhir: 'not-found',
    exit: 4,
  },
  'unknown-policy': {
    message: 'No policy "{number}" of {payer} is loaded.',
    fix: 'Look at what is: medcodex policies list',
    http: 404,
    fhir: 'not-found',
    exit: 4,
  },
  'bulk-refused': {
    message: '{system} may not be listed in bulk under its licence.',
    fix: 'Ask for single codes, or search.',
    http: 403,
    fhir: 'not-supported',
    exit: 4,
  },
  'license-needed': {
    message: '{what} may only be used under a licence: {licence}.',
    fix: 'Read it at {url}. If you accept, run the command again with {flag}.',
    http: 403,
    fhir: 'processing',
    exit: 7,
  },
  'edition-format': {
    message: 'The edition in {path} has format {found}; this program reads format {expected}.',
    fix: 'Run: medcodex build',
    http: 503,
    fhir: 'exception',
    exit: 3,
  },
  'edition-damaged': {
    message: 'The edition in {path} cannot be read: {problem}.',
    fix: 'Run: medcodex build --force',
    http: 503,
    fhir: 'exception',
    exit: 3,
  },
  'no-sources': {
    message: 'There are no release files to build from in {home}.',
    fix: 'Run: medcodex fetch, or medcodex add FILE',
    http: 503,
    fhir: 'exception',
    exit: 3,
  },
  'build-refused': {
    message: 'The new edition was not published: {problem}.',
    fix: 'The old edition still serves. Look at the report, then fix or remove the file named.',
    http: 500,
    fhir: 'processing',
    exit: 5,
  },
  'build-busy': {
    message: 'Another build is running in {home} (process {pid}).',
    fix: 'Wait for it to end, or stop it.',
    http: 503,
    fhir: 'exception',
    exit: 5,
  },
  'file-missing': {
    message: 'There is no file or folder {path}.',
    fix: 'Check the path.',
    http: 400,
    fhir: 'not-found',
    exit: 2,
  },
  'file-unreadable': {
    message: '{path} cannot be read: {problem}.',
    fix: 'Get the file again from its publisher.',
    http: 400,
    fhir: 'invalid',
    exit: 2,
  },
  'file-too-large': {
    message: '{path} unpacks to more than {limit}.',
    fix: 'A release file is never that large; check where it came from.',
    http: 400,
    fhir: 'too-costly',
    exit: 2,
  },
  'file-unrecognized': {
    message: 'Nothing in {path} is a release file that Medcodex knows{seen}.',
    fix: 'See docs/data-sources.md for the files each system is read from.',
    http: 400,
    fhir: 'not-supported',
    exit: 2,
  },
  'download-failed': {
    message: '{url} could not be downloaded: {problem}.',
    fix: 'Download it in a browser and run: medcodex add FILE',
    http: 502,
    fhir: 'exception',
    exit: 6,
  },
  'home-unwritable': {
    message: 'The data folder {home} cannot be written: {problem}.',
    fix: 'Choose another with --home FOLDER or MEDCODEX_HOME.',
    http: 500,
    fhir: 'exception',
    exit: 7,
  },
  'disk-full': {
    message: 'The disk that holds {home} is full.',
    fix: 'Free some space (an edition needs about 500 MB), or choose another place with --home FOLDER.',
    http: 507,
    fhir: 'exception',
    exit: 7,
  },
  'output-failed': {
    message: '{path} cannot be written: {problem}.',
    fix: 'Choose another place with --output FILE.',
    http: 500,
    fhir: 'exception',
    exit: 7,
  },
  'port-busy': {
    message: 'Port {port} on {host} is already in use.',
    fix: 'Choose another with --port NUMBER.',
    http: 500,
    fhir: 'exception',
    exit: 8,
  },
  'host-unusable': {
    message: 'Cannot listen on {host}, port {port}: {problem}.',
    fix: 'Choose another with --host ADDRESS or --port NUMBER.',
    http: 500,
    fhir: 'exception',
    exit: 8,
  },
  'worker-failed': {
    message: 'A worker of the server could not start: {problem}.',
    fix: 'Start with --workers 1 to see whether one process can serve.',
    http: 500,
    fhir: 'exception',
    exit: 8,
  },
  'keeper-gone': {
    message: 'The part of the server that keeps what clients send between requests is being started again.',
    fix: 'Send the resources, or begin the closure table, once more.',
    http: 503,
    fhir: 'exception',
    exit: 1,
  },
  'cluster-failed': {
    message: 'The search cluster did not answer as it should: {problem}.',
    fix: 'Check its address and its health; what was published stays, and publishing again goes on where it was.',
    http: 503,
    fhir: 'exception',
    exit: 9,
  },
  'embedder-failed': {
    message: 'The embedding model could not be used: {problem}.',
    fix: 'Search works without it; see docs/meaning.md.',
    http: 502,
    fhir: 'exception',
    exit: 9,
  },
  'drafting-failed': {
    message: 'The language model could not be used: {problem}.',
    fix: 'Check --url and --model; what was drafted is kept, and the next run goes on from there. See docs/drafting.md.',
    http: 502,
    fhir: 'exception',
    exit: 9,
  },
  'reader-failed': {
    message: 'The language model that reads policies could not be used: {problem}.',
    fix: 'Check --model and --model-name; what was answered is kept, and the next run goes on from there. See docs/policies.md.',
    http: 502,
    fhir: 'exception',
    exit: 9,
  },
  'unknown-explainer': {
    message: 'There is no explainer "{id}" in {folder}.',
    fix: 'Look at what is: medcodex explain review',
    http: 404,
    fhir: 'not-found',
    exit: 4,
  },
  'method-not-allowed': {
    message: '{path} answers {answered} only.',
    fix: 'Ask with {answered}; nothing here is changed by a request.',
    http: 405,
    fhir: 'not-supported',
    exit: 2,
  },
  'foreign-origin': {
    message: 'A page of another site may not ask here.',
    fix: 'Ask from a program, or from a page of this server.',
    http: 403,
    fhir: 'processing',
    exit: 4,
  },
  'unknown-host': {
    message: 'This server is not asked by the name {host}.',
    fix: 'Ask it by its own address, or start it with --public-url and the address users reach it at.',
    http: 421,
    fhir: 'processing',
    exit: 4,
  },
  'too-many-requests': {
    message: 'Too many requests from one address.',
    fix: 'Try again in {seconds} s.',
    http: 429,
    fhir: 'too-costly',
    exit: 4,
  },
  'too-many-tables': {
    message: 'Too many tables are being checked at once.',
    fix: 'Try again in {seconds} s, or check the file with: medcodex check FILE',
    http: 503,
    fhir: 'too-costly',
    exit: 4,
  },
  'too-many-guesses': {
    message: 'Too many wrong keys from one address.',
    fix: 'Try again in {seconds} s, with a key that was given to you.',
    http: 429,
    fhir: 'processing',
    exit: 4,
  },
  'too-long': {
    message: 'There are {length} characters in {what}; it may have {most}.',
    fix: 'Ask for less at a time.',
    http: 413,
    fhir: 'too-costly',
    exit: 2,
  },
  'client-gone': {
    message: 'The client went away before its answer.',
    fix: 'Ask again.',
    http: 499,
    fhir: 'processing',
    exit: 1,
  },
  internal: {
    message: 'Something went wrong inside Medcodex.',
    fix: 'Try again; if it stays, report what you did, without patient details.',
    http: 500,
    fhir: 'exception',
    exit: 1,
  },
} as const satisfies Record<string, ErrorSpec>

export type ErrorCode = keyof typeof ERRORS

/** Values for the `{name}` slots of a message. */
export type ErrorData = Readonly<Record<string, string | number>>

/** What may have been meant instead of what was asked for. */
export interface Suggestion {
  /** Stable kebab-case name: `lookalike`, `successor`, `other-system`, … */
  readonly kind: string
  /** One sentence that says what is wrong and names the fix. */
  readonly text: string
  /** The code meant, where there is one. */
  readonly system?: string
  readonly code?: string
  readonly title?: string
  readonly path?: string
}

/** What was typed may be of any length; a sentence is not. */
const MOST_SHOWN = 300

const shown = (value: string): string => (value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value)

function fill(template: string, data: ErrorData): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => shown(String(data[name] ?? '')))
}

/** A request that cannot be answered, or a command that cannot be done. Bad source rows are Issues, not this. */
/** An error as HTTP answers it. */
export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  /** What is wrong, one sentence. */
  readonly detail: string
  readonly code: ErrorCode
  /** What the reader can do about it, one sentence. */
  readonly fix: string
  readonly suggestions?: readonly Suggestion[]
}

export const PROBLEM_TYPE = 'application/problem+json'

export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: ErrorData
  /** What may have been meant, best first; for codes that are not there. */
  readonly suggestions: readonly Suggestion[]

  constructor(
    code: ErrorCode,
    data: ErrorData = {},
    options?: { cause?: unknown; suggestions?: readonly Suggestion[] },
  ) {
    super(fill(ERRORS[code].message, data), options)
    this.name = 'AppError'
    this.code = code
    this.data = data
    this.suggestions = options?.suggestions ?? []
  }

  /** What the reader can do about it, one sentence. */
  get fix(): string {
    return fill(ERRORS[this.code].fix, this.data)
  }

  get httpStatus(): number {
    return ERRORS[this.code].http
  }

  get exitCode(): number {
    return ERRORS[this.code].exit
  }

  /** Problem details (RFC 9457) of an answer over HTTP: `application/problem+json`. */
  toProblem(): ProblemDetails {
    const { code, message, fix, suggestions, httpStatus } = this
    const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')
    const said = { type: `urn:medcodex:error:${code}`, title, status: httpStatus, detail: message, code, fix }
    return { ...said, ...(suggestions.length > 0 ? { suggestions } : {}) }
  }

  /** An error of the command line and of MCP: `{error: {code, message, fix}}`, with suggestions where there are any. */
  toJSON(): { error: { code: ErrorCode; message: string; fix: string; suggestions?: readonly Suggestion[] } } {
    const { code, message, fix, suggestions } = this
    return { error: { code, message, fix, ...(suggestions.length > 0 ? { suggestions } : {}) } }
  }
}

/** `problem` text of an unknown thrown value. */
export function problemOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
