import type { Page, PageRequest } from '../delivery.js'
import { InvalidInputError } from '../errors.js'

const defaultLimit = 50
const mostLimit = 200

/** Where a page starts, and how much is on it. @throws {InvalidInputError} if the cursor or limit is none. */
export function readPageRequest({ cursor, limit = defaultLimit }: PageRequest): {
  before: string | null
  limit: number
} {
  if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) {
    throw new InvalidInputError([
      { path: ['cursor'], message: 'cursor: not one that an earlier page gave', code: 'invalid_value' },
    ])
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLimit) {
    const message = `limit: expected a whole number from 1 to ${mostLimit}`
    throw new InvalidInputError([{ path: ['limit'], message, code: 'invalid_value' }])
  }
  return { before: cursor ?? null, limit }
}

/** The page that so many rows make: one more than fit on it tells that there is a next. */
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
