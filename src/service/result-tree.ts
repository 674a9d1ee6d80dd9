/** The rows of a search in the trees of their systems: what stands above a row, once for all rows below it. */
import type { Concept } from '../catalog/catalog.ts'
import { isoDate } from '../core/date.ts'
import { systemWithId } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { conceptOf } from './code.ts'
import { codePath } from './code-path.ts'
import type { ServiceContext } from './context.ts'

interface Row {
  readonly system: string
  readonly code: string
  readonly title: string
  readonly path: string
}

/** Concepts one under another that have nothing else below them; the last may be a row, and has what is in `children`. */
export interface Branch<R extends Row> {
  readonly chain: readonly { readonly code: string; readonly title: string; readonly path: string }[]
  /** Place among the rows, from 1, and the row, where the last of the chain is one. */
  readonly found?: { readonly rank: number; readonly row: R }
  readonly children: readonly Branch<R>[]
}

interface Node<R extends Row> {
  readonly concept: Concept
  found?: { rank: number; row: R }
  readonly children: Map<number, Node<R>>
}

interface Tree<R extends Row> {
  readonly system: CodeSystem | undefined
  readonly roots: Map<number, Node<R>>
  /** Rows that stand under nothing. */
  readonly bare: Branch<R>[]
}

function branchOf<R extends Row>(system: CodeSystem, first: Node<R>): Branch<R> {
  const chain: Branch<R>['chain'][number][] = []
  for (let node = first; ; node = [...node.children.values()][0]!) {
    const { code, title } = node.concept
    chain.push({ code: system.grammar.display(code), title, path: codePath(system, code, title) })
    if (node.found || node.children.size !== 1) {
      const below = [...node.children.values()].sort((a, b) => (a.concept.code < b.concept.code ? -1 : 1))
      const children = below.map((child) => branchOf(system, child))
      return { chain, ...(node.found && { found: node.found }), children }
    }
  }
}

/** The branches of each system that has rows: systems and topmost branches as their best rows rank, all below by code. */
export function resultTree<R extends Row>(
  context: ServiceContext,
  rows: readonly R[],
  asOf: string | undefined,
): ReadonlyMap<string, readonly Branch<R>[]> {
  const { catalog } = context.edition()
  const day = asOf === undefined ? context.today() : isoDate(asOf)
  const trees = new Map<string, Tree<R>>()
  rows.forEach((row, i) => {
    const system = systemWithId(row.system)
    const tree: Tree<R> = trees.get(row.system) ?? { system, roots: new Map(), bare: [] }
    trees.set(row.system, tree)
    const found = { rank: i + 1, row }
    const concept = system && conceptOf(catalog, system, { code: row.code, asOf: day })
    if (!concept) {
      // A number without its system's file stands under nothing, and what is not in force that day under nothing either.
      const { code, title, path } = row
      tree.bare.push({ chain: [{ code, title, path }], found, children: [] })
      return
    }
    let level = tree.roots
    for (const above of [...catalog.ancestors(concept, day), concept]) {
      const node: Node<R> = level.get(above.id) ?? { concept: above, children: new Map() }
      level.set(above.id, node)
      if (above.id === concept.id) node.found = found
      level = node.children
    }
  })
  return new Map(
    [...trees].map(([id, { system, roots, bare }]) => [
      id,
      [...[...roots.values()].map((root) => branchOf(system!, root)), ...bare],
    ]),
  )
}
