import type { Page, PageRequest } from '../delivery.js'
import { InvalidInputError } from '../errors.js'

const defaultLimit = 50
const maxLimit = 200

/** Where a row stands in a list: the id of its event, and for a delivery its own number. */
export interface Position {
  readonly eventId: string
  readonly number: string
}

const cursors = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(0|[1-9][0-9]{0,17})$/

/**
 * Reads where a page starts and how many items it has.
 *
 * @throws {InvalidInputError} if the cursor or the limit is invalid.
 */
export function readPageRequest({ cursor, limit = defaultLimit }: PageRequest): {
  before: Position | undefined
  limit: number
} {
  const [, eventId = '', number = ''] = cursors.exec(cursor ?? '') ?? []
  if (cursor !== undefined && !eventId) {
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
  return { before: cursor === undefined ? undefined : { eventId, number }, limit }
}

/** Makes a page of rows. One row more than `limit` means that there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  positionOf: (row: Row) => Position,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const position = last && positionOf(last)
  return {
    items: shown.map(itemOf),
    nextCursor: position ? `${position.eventId}.${position.number}` : null,
  }
}
