/**
 * What must hold of the numbers in an index before they are followed. An edition's checksums are checked before it is
 * opened; this is for an index that comes another way, where a wrong offset would read, or loop, without an end.
 */
import { AppError } from '../../core/errors.ts'

export const damagedIndex = (problem: string): AppError =>
  new AppError('edition-damaged', { path: 'search.bin', problem })

/** @throws AppError `edition-damaged` unless every number is below `limit` */
export function checkBelow(numbers: ArrayLike<number>, limit: number, what: string): void {
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! >= limit) throw damagedIndex(`${what} points nowhere`)
}

/** @throws AppError `edition-damaged` unless no number is less than the one before it, and none is above `limit` */
export function checkAscending(numbers: ArrayLike<number>, limit: number, what: string): void {
  let previous = 0
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i]! < previous) throw damagedIndex(`${what} goes back`)
    previous = numbers[i]!
  }
  if (previous > limit) throw damagedIndex(`${what} ends outside the file`)
}

/**
 * Parents counted from 1, 0 for none: each stands before its child, so that no way up goes round.
 * @throws AppError `edition-damaged`
 */
export function checkEarlier(parents: ArrayLike<number>, what: string): void {
  for (let i = 0; i < parents.length; i++) if (parents[i]! > i) throw damagedIndex(`${what} does not stand before it`)
}
