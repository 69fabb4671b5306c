import { NIL, validate } from 'uuid'
import { NotFoundError } from '../errors.js'

/** No other one comes before it. */
export const firstUuid: string = NIL

export const isUuid = (text: string): boolean => validate(text)

/** @throws {NotFoundError} if the id is not a UUID, which the database would report as an error. */
export function requireId(id: string, what: 'webhook' | 'event' | 'delivery'): void {
  if (!isUuid(id)) throw notFound(what)
}

export function notFound(what: 'webhook' | 'event' | 'delivery'): NotFoundError {
  return new NotFoundError(`No ${what} has this id`)
}
