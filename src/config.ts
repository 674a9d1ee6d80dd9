/** What can be set, where it comes from and what holds when nothing is said. docs/install.md lists the same. */
import { AppError } from './core/errors.ts'
import { AUDIENCES, type Audience } from './entitlement.ts'

export interface ServeOptions {
  readonly host: string
  readonly port: number
  /** Who sees text under the operator's licences. */
  readonly licensed: Audience
}

/** Only this machine can connect unless told otherwise: queries may hold patient details. */
export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = 7080

/** An audience from text. @throws AppError `invalid-input` */
export function parseAudience(text: string): Audience {
  const known = AUDIENCES.find((each) => each === text)
  if (known) return known
  throw new AppError('invalid-input', { problem: `--licensed is one of ${AUDIENCES.join(', ')}, not "${text}"` })
}

/** Keys given out to users, from the environment: separated by commas or blanks. */
export function keysFrom(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((key) => key !== '')
}

/** A port number from text. @throws AppError `invalid-input` */
export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new AppError('invalid-input', { problem: `"${text}" is not a port number from 0 to 65535` })
}
