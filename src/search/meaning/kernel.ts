/**
 * A WebAssembly kernel that multiplies one vector with many vectors of bytes, eight values at a time. Its few instructions are
 * put together here for the dimensions at hand, so that no binary is shipped and no compiler is needed; where SIMD is
 * missing there is no kernel.
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
  i32LessSigned: 0x48,
  i32GreaterSigned: 0x4a,
  i32Add: 0x6a,
  i32ShiftLeft: 0x74,
  simd: 0xfd,
} as const
/** Opcodes after the SIMD prefix. */
const SIMD = {
  load: 0,
  load8x8Signed: 1,
  i32x4ExtractLane: 27,
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

function signed(value: number): number[] {
  const out: number[] = []
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 0x7f
    const last = rest >> 7 === (byte & 0x40 ? -1 : 0)
    out.push(last ? byte : byte | 0x80)
    if (last) return out
  }
}

const get = (local: number): number[] => [OP.localGet, ...unsigned(local)]
const set = (local: number): number[] => [OP.localSet, ...unsigned(local)]
const tee = (local: number): number[] => [OP.localTee, ...unsigned(local)]
/** Constants that are put in have one signed byte; the length of a row may have more. */
const constant = (value: number): number[] => [OP.i32Const, value]
const simd = (op: number, ...rest: number[]): number[] => [OP.simd, ...unsigned(op), ...rest]
/** Rows stand in memory 0, which threads may share; the query and what is found in memory 1, a thread's own. */
const OWN = 1
const WITH_MEMORY = 0x40
const loadRow = (offset: number): number[] => simd(SIMD.load8x8Signed, 0, ...unsigned(offset))
const loadQuery = (offset: number): number[] => simd(SIMD.load, WITH_MEMORY, OWN, ...unsigned(offset))
const storeFound = (offset: number): number[] => [OP.i32Store, WITH_MEMORY | 2, OWN, offset]
const section = (id: number, body: readonly number[]): number[] => [id, ...unsigned(body.length), ...body]
const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)]
const add = (local: number, by: readonly number[]): number[] => [...get(local), ...by, OP.i32Add, ...set(local)]

/** Parameters and locals of the one function: where rows and what is found stand, the numbers of rows, the least product. */
const [ROWS, OUT, ROW, END, FLOOR, PRODUCT, LENGTH, EVEN, ODD, QUERY] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const
/** Values of a row that are multiplied at once. */
const LANES = 8

/**
 * The query is held in locals, eight values each. For each row: its values are multiplied with them eight at a time, in two
 * sums that need not wait for each other; product and number of the row are stored, and the place to store moves on only
 * if the product is above the floor. Returns that place.
 */
function bodyFor(dimensions: number): number[] {
  const parts = Array.from({ length: dimensions / LANES }, (_, i) => i)
  return [
    ...parts.flatMap((i) => [...constant(0), ...loadQuery(i * LANES * 2), ...set(QUERY + i)]),
    ...[OP.i32Const, ...signed(dimensions), ...set(LENGTH)],
    ...[OP.loop, EMPTY],
    ...parts.flatMap((i) => {
      const product = [...get(ROWS), ...loadRow(i * LANES), ...get(QUERY + i), ...simd(SIMD.i32x4Dot)]
      const sum = i % 2 === 0 ? EVEN : ODD
      return i < 2 ? [...product, ...set(sum)] : [...product, ...get(sum), ...simd(SIMD.i32x4Add), ...set(sum)]
    }),
    ...[...get(EVEN), ...get(ODD), ...simd(SIMD.i32x4Add), ...set(EVEN)],
    ...[...get(EVEN), ...simd(SIMD.i32x4ExtractLane, 0)],
    ...[1, 2, 3].flatMap((lane) => [...get(EVEN), ...simd(SIMD.i32x4ExtractLane, lane), OP.i32Add]),
    ...set(PRODUCT),
    ...[...get(OUT), ...get(PRODUCT), ...storeFound(0), ...get(OUT), ...get(ROW), ...storeFound(4)],
    ...add(OUT, [...get(PRODUCT), ...get(FLOOR), OP.i32GreaterSigned, ...constant(3), OP.i32ShiftLeft]),
    ...add(ROWS, get(LENGTH)),
    ...[...get(ROW), ...constant(1), OP.i32Add, ...tee(ROW), ...get(END), OP.i32LessSigned, OP.branchIf, 0, OP.end],
    ...get(OUT),
    OP.end,
  ]
}

/** The module; where rows are shared their memory must be declared so, with its exact size in pages. */
function moduleBytes(dimensions: number, sharedPages: number | undefined): Uint8Array<ArrayBuffer> {
  const code = [2, 2, I32, ...unsigned(2 + dimensions / LANES), V128, ...bodyFor(dimensions)]
  const body = [1, ...unsigned(code.length), ...code]
  const rows = sharedPages === undefined ? [0, 1] : [3, ...unsigned(sharedPages), ...unsigned(sharedPages)]
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 1, I32]),
    ...section(2, [2, ...name('m'), ...name('rows'), 2, ...rows, ...name('m'), ...name('own'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('above'), 0, 0]),
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

/** Values of a query: as fine as sums of its products with a row allow in 32 bits. */
export const finest = (dimensions: number): number =>
  Math.min(0x7fff, Math.floor((2 ** 31 - 1) / (128 * Math.max(1, dimensions))))

/** Rows that are looked through between two changes of the floor. */
export const BLOCK = 2_048

/**
 * The dot products of a query with the rows from `first` to `first + BLOCK` that are above `floor`, by turns with the
 * numbers of their rows; valid until the next call.
 */
export interface Kernel {
  /** Values not above `finest(dimensions)`. */
  ask(query: Int16Array): void
  above(first: number, floor: number): Int32Array
}

/**
 * A kernel over `rows` (`dimensions` bytes each, a multiple of eight), which are copied unless they are `shared`
 * already; undefined where SIMD is missing.
 */
export function createKernel(rows: Int8Array, dimensions: number, shared?: SharedRows): Kernel | undefined {
  const wasm = webAssembly()
  const count = rows.length / dimensions
  if (!wasm || dimensions % LANES !== 0 || count === 0) return undefined
  try {
    const outAt = align(dimensions * 2)
    const memory = shared?.memory ?? new wasm.Memory({ initial: Math.ceil(rows.length / PAGE) })
    if (!shared) new Int8Array(memory.buffer, 0, rows.length).set(rows)
    // One more pair is written than is found.
    const own = new wasm.Memory({ initial: Math.ceil((outAt + (BLOCK + 1) * 8) / PAGE) })
    const module = new wasm.Module(moduleBytes(dimensions, shared?.pages))
    const { exports } = new wasm.Instance(module, { m: { rows: memory, own } })
    const above = exports['above'] as (...n: number[]) => number
    const into = new Int16Array(own.buffer, 0, dimensions)
    const out = new Int32Array(own.buffer, outAt, BLOCK * 2)
    return {
      ask: (query) => into.set(query),
      above(first, floor) {
        const end = above(first * dimensions, outAt, first, Math.min(count, first + BLOCK), floor)
        return out.subarray(0, (end - outAt) >> 2)
      },
    }
  } catch {
    // No SIMD, or no room: the caller has a way without.
    return undefined
  }
}
