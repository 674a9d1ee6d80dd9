/** What can be set, where it comes from and what holds when nothing is said. docs/install.md lists the same. */
import { AppError } from './core/errors.ts'

export interface ServeOptions {
  readonly host: string
  readonly port: number
}

/** Only this machine can connect unless told otherwise: queries may hold patient details. */
export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = 7080

/** A port number from text. @throws AppError `invalid-input` */
export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new AppError('invalid-input', { problem: `"${text}" is not a port number from 0 to 65535` })
}
