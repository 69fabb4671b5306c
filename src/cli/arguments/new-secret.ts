import { randomBytes } from 'node:crypto'

/** Returns a random secret that signs by both schemes. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
