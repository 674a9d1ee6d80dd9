/** From the share that the evidence gives a finding to how often such findings are right. */
import type { Calibration } from '../stance/shipped.ts'

/** A finding that is right less often than this is named as a candidate only. */
export const LEAST_TO_SAY = 0.5

/** How often a finding of this share is right, in hundredths. */
export function confidenceOf(share: number, calibration: Calibration): number {
  let [below, above] = [calibration[0]!, calibration.at(-1)!]
  for (const point of calibration) {
    if (point[0] <= share) below = point
    else {
      above = point
      break
    }
  }
  if (below[0] >= share || above[0] <= below[0]) return round(below[1])
  if (share >= above[0]) return round(above[1])
  return round(below[1] + ((above[1] - below[1]) * (share - below[0])) / (above[0] - below[0]))
}

const round = (n: number): number => Math.round(n * 100) / 100
