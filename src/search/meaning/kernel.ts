/**
 * A WebAssembly kernel that multiplies one vector of bytes with many, sixteen bytes at a time. Its few instructions are
 * put together here, so that no binary is shipped and no compiler is needed; where SIMD is missing there is no kernel.
 */

/** Opcodes, as the WebAssembly specification numbers them. */
const OP = {
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Store: 0x36,
  i32Const: 0x41,
  i32LessUnsigned: 0x49,
  i32Add: 0x6a,
  simd: 0xfd,
} as const
/** Opcodes after the SIMD prefix. */
const SIMD = {
  load: 0,
  constant: 12,
  i32x4ExtractLane: 27,
  i16x8ExtendLow: 135,
  i16x8ExtendHigh: 136,
  i32x4Add: 174,
  i32x4Dot: 186,
} as const
const I32 = 0x7f
const V128 = 0x7b
const EMPTY = 0x40

function unsigned(value: number): number[] {
  const out: number[] = []
  let rest = value
  do {
    const byte = rest & 0x7f
    rest >>>= 7
    out.push(rest === 0 ? byte : byte | 0x80)
  } while (rest !== 0)
  return out
}

const get = (local: number): number[] => [OP.localGet, local]
const set = (local: number): number[] => [OP.localSet, local]
const tee = (local: number): number[] => [OP.localTee, local]
/** Constants here are small enough for one signed byte. */
const constant = (value: number): number[] => [OP.i32Const, value]
const simd = (op: number, ...rest: number[]): number[] => [OP.simd, ...unsigned(op), ...rest]
/** Rows stand in memory 0, which threads may share; the query and the products in memory 1, a thread's own. */
const OWN = 1
const WITH_MEMORY = 0x40
const loadRow = [...simd(SIMD.load), 0, 0]
const loadQuery = [...simd(SIMD.load), WITH_MEMORY, OWN, 0]
const zero = simd(SIMD.constant, ...new Array<number>(16).fill(0))
const section = (id: number, body: readonly number[]): number[] => [id, ...unsigned(body.length), ...body]
const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)]

/** Parameters and locals of the one function: query, rows, out, count, dimensions, then i, and three vectors. */
const [QUERY, ROWS, OUT, COUNT, DIMENSIONS, I, LOW, HIGH, A, B] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** sum += the products of one half of A and B, which hold sixteen bytes each. */
const multiply = (extend: number, sum: number): number[] => [
  ...[...get(A!), ...simd(extend), ...get(B!), ...simd(extend), ...simd(SIMD.i32x4Dot)],
  ...[...get(sum), ...simd(SIMD.i32x4Add), ...set(sum)],
]
const advance = (local: number, by: readonly number[]): number[] => [...get(local), ...by, OP.i32Add, ...set(local)]

/** For each row: i = 0, sums = 0; sixteen bytes at a time; the four lanes of both sums are added and stored. */
const BODY = [
  ...[OP.loop, EMPTY, ...constant(0), ...set(I!), ...zero, ...set(LOW!), ...zero, ...set(HIGH!)],
  ...[OP.loop, EMPTY, ...get(QUERY!), ...get(I!), OP.i32Add, ...loadQuery, ...set(A!)],
  ...[...get(ROWS!), ...get(I!), OP.i32Add, ...loadRow, ...set(B!)],
  ...multiply(SIMD.i16x8ExtendLow, LOW!),
  ...multiply(SIMD.i16x8ExtendHigh, HIGH!),
  ...[
    ...get(I!),
    ...constant(16),
    OP.i32Add,
    ...tee(I!),
    ...get(DIMENSIONS!),
    OP.i32LessUnsigned,
    OP.branchIf,
    0,
    OP.end,
  ],
  ...[...get(LOW!), ...get(HIGH!), ...simd(SIMD.i32x4Add), ...set(LOW!)],
  ...[...get(OUT!), ...get(LOW!), ...simd(SIMD.i32x4ExtractLane, 0)],
  ...[1, 2, 3].flatMap((lane) => [...get(LOW!), ...simd(SIMD.i32x4ExtractLane, lane), OP.i32Add]),
  ...[OP.i32Store, WITH_MEMORY | 2, OWN, 0],
  ...[...advance(OUT!, constant(4)), ...advance(ROWS!, get(DIMENSIONS!))],
  // The count goes down to 0: adding -1 is the signed byte 0x7f.
  ...[...get(COUNT!), ...constant(0x7f), OP.i32Add, ...tee(COUNT!), OP.branchIf, 0, OP.end],
  OP.end,
]

/** The module; where rows are shared their memory must be declared so, with its exact size in pages. */
function moduleBytes(sharedPages: number | undefined): Uint8Array<ArrayBuffer> {
  const code = [2, 1, I32, 4, V128, ...BODY]
  const body = [1, ...unsigned(code.length), ...code]
  const rows = sharedPages === undefined ? [0, 1] : [3, ...unsigned(sharedPages), ...unsigned(sharedPages)]
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(2, [2, ...name('m'), ...name('rows'), 2, ...rows, ...name('m'), ...name('own'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('dots'), 0, 0]),
    ...section(10, body),
  ])
}

const PAGE = 65_536
const align = (n: number): number => (n + 15) & ~15

/** What there is of WebAssembly here, typed by hand because it is no part of the language. */
interface WebAssemblyLike {
  readonly Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => KernelMemory
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> }
}

/** Memory of WebAssembly; one that is shared can be handed to other threads. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer
}

/** Rows in memory that kernels of several threads read. */
export interface SharedRows {
  readonly memory: KernelMemory
  readonly pages: number
}

const webAssembly = (): WebAssemblyLike | undefined => (globalThis as { WebAssembly?: WebAssemblyLike }).WebAssembly

/** Puts rows where kernels of all threads read them; undefined where that is not to be had. */
export function shareRows(rows: Int8Array): SharedRows | undefined {
  const wasm = webAssembly()
  const pages = Math.ceil(rows.length / PAGE)
  if (!wasm || pages === 0) return undefined
  try {
    const memory = new wasm.Memory({ initial: pages, maximum: pages, shared: true })
    new Int8Array(memory.buffer, 0, rows.length).set(rows)
    return { memory, pages }
  } catch {
    return undefined
  }
}

/** Dot products of `query` (bytes) with every row; the result is valid until the next call. */
export type Kernel = (query: Int8Array) => Int32Array

/**
 * A kernel over `rows` (`dimensions` bytes each, a multiple of sixteen), which are copied unless they are `shared`
 * already; undefined where SIMD is missing.
 */
export function createKernel(rows: Int8Array, dimensions: number, shared?: SharedRows): Kernel | undefined {
  const wasm = webAssembly()
  const count = rows.length / dimensions
  if (!wasm || dimensions % 16 !== 0 || count === 0) return undefined
  try {
    const outAt = align(dimensions)
    const memory = shared?.memory ?? new wasm.Memory({ initial: Math.ceil(rows.length / PAGE) })
    if (!shared) new Int8Array(memory.buffer, 0, rows.length).set(rows)
    const own = new wasm.Memory({ initial: Math.ceil((outAt + count * 4) / PAGE) })
    const module = new wasm.Module(moduleBytes(shared?.pages))
    const dots = new wasm.Instance(module, { m: { rows: memory, own } }).exports['dots'] as (...n: number[]) => void
    const into = new Int8Array(own.buffer, 0, dimensions)
    const out = new Int32Array(own.buffer, outAt, count)
    return (query) => {
      into.set(query)
      dots(0, 0, outAt, count, dimensions)
      return out
    }
  } catch {
    // No SIMD, or no room: the caller has a way without.
    return undefined
  }
}
