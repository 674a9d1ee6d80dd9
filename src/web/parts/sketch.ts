/**
 * Where on the body: a plain figure seen from the front with the place filled in. Drawn here, of simple shapes; what it
 * shows is said in words beside it.
 */

import type { CodeShown } from '../answers.ts'
import { type Place, placeOf, REGIONS, type Region } from '../body-regions.ts'
import { type Html, html } from '../html.ts'

/** `x y width height radius` of a region on the figure's right side, which is on the left of the picture; 100 wide. */
const SHAPES: Readonly<Record<Region, readonly [number, number, number, number, number]>> = {
  head: [40, 4, 20, 25, 10],
  neck: [45.5, 28, 9, 9, 2],
  chest: [34, 37, 32, 29, 7],
  abdomen: [36, 65, 28, 23, 4],
  pelvis: [35, 87, 30, 16, 7],
  shoulder: [24.5, 37, 11, 13, 5.5],
  upperArm: [23, 48, 9.5, 21, 4],
  elbow: [21.5, 67, 9, 9, 4],
  forearm: [18.5, 74, 9, 20, 4],
  wrist: [17, 92, 8, 7, 3],
  hand: [13.5, 98, 10, 14, 4.5],
  hip: [33.5, 93, 11, 14, 5],
  thigh: [35, 104, 13, 34, 6],
  knee: [36, 135, 11.5, 13, 5],
  lowerLeg: [36.5, 146, 10.5, 33, 5],
  ankle: [37.5, 177, 8.5, 9, 4],
  foot: [32.5, 184, 13.5, 9, 4.5],
}

const MIDDLE: ReadonlySet<Region> = new Set(['head', 'neck', 'chest', 'abdomen', 'pelvis'])

const NAMES: Readonly<Partial<Record<Region, string>>> = { upperArm: 'upper arm', lowerLeg: 'lower leg' }

function shape(region: Region, mirrored: boolean, on: boolean): Html {
  const [x, y, width, height, radius] = SHAPES[region]
  return html`<rect x="${mirrored ? 100 - x - width : x}" y="${y}" width="${width}" height="${height}" rx="${radius}"${on ? html` class="on"` : ''}/>`
}

/** Every shape of the figure; those that are meant come last, so that nothing lies over them. */
function shapes({ regions, side }: Place): Html[] {
  const all = REGIONS.flatMap((region) => {
    const meant = regions.includes(region)
    if (MIDDLE.has(region)) return [{ region, mirrored: false, on: meant }]
    return [
      { region, mirrored: false, on: meant && side !== 'left' },
      { region, mirrored: true, on: meant && side !== 'right' },
    ]
  })
  return all
    .toSorted((a, b) => Number(a.on) - Number(b.on))
    .map(({ region, mirrored, on }) => shape(region, mirrored, on))
}

function inWords({ regions, side }: Place): string {
  const sided = regions.some((region) => !MIDDLE.has(region))
  const which = !sided || side === undefined ? '' : side === 'both' ? 'both sides, ' : `${side} `
  return `${which}${regions.map((region) => NAMES[region] ?? region).join(' and ')}`
}

/** The figure with its words, or nothing where the official words do not say where. */
export function sketch(shown: Pick<CodeShown, 'title' | 'ancestors' | 'axes'>): Html | '' {
  const place = placeOf(shown)
  if (place === undefined) return ''
  const words = inWords(place)
  const unknown =
    place.side === undefined && place.regions.some((region) => !MIDDLE.has(region)) ? '; the code names no side' : ''
  return html`<figure class="sketch"><svg viewBox="8 0 84 197" role="img" aria-label="A body seen from the front. Marked: ${words}">${shapes(place)}</svg>
<figcaption><strong>${words.charAt(0).toUpperCase()}${words.slice(1)}</strong>${unknown}<small>A sketch from the front: the right of the body is on the left.</small></figcaption></figure>`
}
