import { kindOf } from '../issue/issue.js'

/** @throws {TypeError} if an option is neither a function nor `undefined`. */
export function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') {
    throw new TypeError(`${name}: expected a function, got ${kindOf(value)}`)
  }
}
