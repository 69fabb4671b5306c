import { validate } from 'uuid'
import { NotFoundError } from '../errors.js'

/** @throws {NotFoundError} if the id is none that the hub gives: the database would refuse to look for it. */
export function requireId(id: string, what: 'webhook' | 'event' | 'delivery'): void {
  if (!validate(id)) throw notFound(what)
}

export function notFound(what: 'webhook' | 'event' | 'delivery'): NotFoundError {
  return new NotFoundError(`There is no such ${what}`)
}
