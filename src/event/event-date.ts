/**
 * Returns the date of an event's `timestamp`. A timestamp without a zone is in UTC, which `new Date` would
 * read as local time. Digits beyond milliseconds are dropped. If the event was not validated, the date may be
 * an invalid `Date`.
 *
 * @param event An event, or anything with its `timestamp`.
 * @example
 * ```ts
 * eventDate({ timestamp: '2023-12-01T22:05:57.924833' }).toISOString() // '2023-12-01T22:05:57.924Z'
 * ```
 */
export function eventDate({ timestamp }: { readonly timestamp: string }): Date {
  const [, seconds = '', fraction = '', zone = ''] =
    /^(.{19})(?:[.]([0-9]{1,3})[0-9]*)?(.*)$/.exec(timestamp) ?? []
  return new Date(`${seconds}.${fraction.padEnd(3, '0')}${zone || 'Z'}`)
}
