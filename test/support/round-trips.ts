import { expect } from 'vitest'
import { type CatalogEntry, catalog } from '../../src/generated/catalog.js'

/** A payload for generated code to read and to write back. */
export interface Payload {
  /** The name of the event's type. */
  readonly typeName: string
  /** The payload as one line of JSON. */
  readonly line: string
}

/** Each example, as it is and with what examples lack: an id of more than 32 bits, a name, and a null. */
export const payloads: readonly Payload[] = Object.values<CatalogEntry>(catalog).flatMap(
  ({ typeName, example }) =>
    [example, { ...example, user_id: 2 ** 40, user_name: 'José', user_email: null }].map((event) => ({
      typeName,
      line: JSON.stringify(event),
    })),
)

/** All payloads, one per line. */
export const payloadLines = payloads.map(({ line }) => `${line}\n`).join('')

/** Expects one line for each payload, with the same values. A program may leave out nulls and add them. */
export function expectRoundTrips(lines: string): void {
  const withoutNulls = (line: string) =>
    JSON.parse(line, (_, value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
    })
  const written = lines.trimEnd().split('\n')
  expect(written.map(withoutNulls)).toEqual(payloads.map(({ line }) => withoutNulls(line)))
}
