/**
 * The states in which something holds, as a map of equal tiles: small states are as easy to hit as large ones. Each
 * tile is a link; the same is said in words beside it.
 */
import { STATES } from '../../policy/states.ts'
import { counted } from '../format.ts'
import { type Html, html } from '../html.ts'

/** Column and row of each tile, roughly where the state lies. */
const TILES: Readonly<Record<string, readonly [number, number]>> = {
  AK: [0, 0],
  ME: [10, 0],
  VT: [9, 1],
  NH: [10, 1],
  WA: [0, 2],
  ID: [1, 2],
  MT: [2, 2],
  ND: [3, 2],
  MN: [4, 2],
  IL: [5, 2],
  WI: [6, 2],
  MI: [7, 2],
  NY: [8, 2],
  RI: [9, 2],
  MA: [10, 2],
  OR: [0, 3],
  NV: [1, 3],
  WY: [2, 3],
  SD: [3, 3],
  IA: [4, 3],
  IN: [5, 3],
  OH: [6, 3],
  PA: [7, 3],
  NJ: [8, 3],
  CT: [9, 3],
  CA: [0, 4],
  UT: [1, 4],
  CO: [2, 4],
  NE: [3, 4],
  MO: [4, 4],
  KY: [5, 4],
  WV: [6, 4],
  VA: [7, 4],
  MD: [8, 4],
  DE: [9, 4],
  AZ: [1, 5],
  NM: [2, 5],
  KS: [3, 5],
  AR: [4, 5],
  TN: [5, 5],
  NC: [6, 5],
  SC: [7, 5],
  DC: [8, 5],
  OK: [3, 6],
  LA: [4, 6],
  MS: [5, 6],
  AL: [6, 6],
  GA: [7, 6],
  HI: [0, 7],
  TX: [3, 7],
  FL: [8, 7],
  PR: [9, 7],
  VI: [10, 7],
  GU: [0, 8],
  AS: [1, 8],
  MP: [2, 8],
}
const SIZE = 36
const STEP = 39

interface StateCount {
  readonly state: string
  readonly name: string
  readonly policies: number
}

/** The map and its words; `href` makes the address of a state. */
export function stateMap(states: readonly StateCount[], href: (state: string) => string): Html {
  const counts = new Map(states.map((each) => [each.state, each.policies]))
  const tiles = Object.entries(TILES).map(([state, [column, row]]) => {
    const n = counts.get(state) ?? 0
    // The letters on the tile come first, for people who say to their computer what they see.
    const label = `${state}, ${STATES[state]}: ${n === 0 ? 'no local policy' : counted(n, 'policy', 'policies')}`
    return html`<a href="${href(state)}" aria-label="${label}"><rect x="${column * STEP}" y="${row * STEP}" width="${SIZE}" height="${SIZE}" rx="4" class="${n === 0 ? 'none' : 'some'}"><title>${label}</title></rect><text x="${column * STEP + SIZE / 2}" y="${row * STEP + SIZE / 2 + 4}" aria-hidden="true">${state}</text></a>`
  })
  return html`<figure class="state-map"><svg viewBox="-1 -1 ${11 * STEP} ${9 * STEP}" role="group" aria-label="States by local Medicare policies that name this code">${tiles}</svg>
<figcaption><details><summary>The same as a table</summary><table><thead><tr><th scope="col">State</th><th scope="col">Policies</th></tr></thead><tbody>${states.map((s) => html`<tr><td><a href="${href(s.state)}">${s.name}</a></td><td>${s.policies}</td></tr>`)}</tbody></table></details></figcaption></figure>`
}
