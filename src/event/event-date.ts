/**
 * When an event happened. A timestamp without a zone is UTC, which `new Date` would read as local time; of its
 * fraction the milliseconds are kept. For an event that was not validated the date may be an invalid one.
 */
export function eventDate({ timestamp }: { readonly timestamp: string }): Date {
  const [, seconds = '', fraction = '', zone = ''] =
    /^(.{19})(?:[.]([0-9]{1,3})[0-9]*)?(.*)$/.exec(timestamp) ?? []
  return new Date(`${seconds}.${fraction.padEnd(3, '0')}${zone || 'Z'}`)
}
