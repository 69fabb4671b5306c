import { validate } from 'uuid'
import { NotFoundError } from '../errors.js'

/** @throws {NotFoundError} if the id is not a UUID, which the database would report as an error. */
export function requireId(id: string, what: 'webhook' | 'event' | 'delivery'): void {
  if (!validate(id)) throw notFound(what)
}

export function notFound(what: 'webhook' | 'event' | 'delivery'): NotFoundError {
  return new NotFoundError(`No ${what} has this id`)
}
