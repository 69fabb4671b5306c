import type { Page, PageRequest } from '../delivery.js'
import { InvalidInputError } from '../errors.js'

const defaultLimit = 50
const maxLimit = 200

/**
 * Reads where a page starts and how many items it has.
 *
 * @throws {InvalidInputError} if the cursor or the limit is invalid.
 */
export function readPageRequest({ cursor, limit = defaultLimit }: PageRequest): {
  before: string | null
  limit: number
} {
  if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) {
    throw new InvalidInputError([
      {
        path: ['cursor'],
        message: 'cursor: expected the nextCursor of an earlier page',
        code: 'invalid_value',
      },
    ])
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    const message = `limit: expected a whole number from 1 to ${maxLimit}`
    throw new InvalidInputError([{ path: ['limit'], message, code: 'invalid_value' }])
  }
  return { before: cursor ?? null, limit }
}

/** Makes a page of rows. One row more than `limit` means that there is a next page. */
export function pageOf<Row extends { readonly position: string }, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(itemOf),
    nextCursor: rows.length > limit ? (shown.at(-1)?.position ?? null) : null,
  }
}
