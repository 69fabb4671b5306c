// The type system of CloudEvents:
// https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/spec.md#type-system

/** A `String` that is not empty: no control characters, half surrogate pairs or noncharacters. */
export const text = /^[^\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]+$/u

// RFC 3986, section 3. A path without an authority cannot start with two slashes. In a reference without a
// scheme, the first segment of the path has no colon.
const character = "[\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}"
const host = "\\[[0-9A-Fa-fvV:.]+\\]|(?:[\\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
const authority = `//(?:(?:[\\w.~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?(?:${host})(?::[0-9]*)?(?:/(?:${character})*)*`
const path = `(?!//)(?:${character}|/)*`
const scheme = '[A-Za-z][A-Za-z0-9+.-]*:'
const relativePath = `(?![^/?#]*:)${path}`
const queryAndFragment = `(?:[?](?:${character}|[/?])*)?(?:#(?:${character}|[/?])*)?`

/** A `URI` that is not empty. It may have a fragment: the JSON Schema of the specification accepts one. */
export const uri = /* @__PURE__ */ new RegExp(`^${scheme}(?:${authority}|${path})${queryAndFragment}$`)

/** A `URI-reference` that is not empty. */
export const uriReference = /* @__PURE__ */ new RegExp(
  `^(?!$)(?:${scheme}(?:${authority}|${path})|${authority}|${relativePath})${queryAndFragment}$`,
)

/** A media type of RFC 2046, with parameters. */
export const mediaType =
  /^[\w!#$%&'*+.^`{|}~-]+[/][\w!#$%&'*+.^`{|}~-]+(?: *; *[\w!#$%&'*+.^`{|}~-]+=(?:[\w!#$%&'*+.^`{|}~-]+|"(?:[^"\\]|\\.)*"))* *$/

const dateAndTime =
  /^([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})[Tt]([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(?:[.][0-9]+)?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))$/

/** Whether a text is a `Timestamp`: a date and time of RFC 3339. A leap second ends a day in UTC. */
export function isTimestamp(value: string): boolean {
  const [, year, month, day, hour, minute, second, sign, zoneHour = 0, zoneMinute = 0] =
    dateAndTime.exec(value) ?? []
  if (second === undefined) return false
  // Every 400 years the calendar is the same. `Date.UTC` takes years below 100 for the 20th century.
  const lastDay = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate()
  if (Number(day) < 1 || Number(day) > lastDay) return false
  if (second !== '60') return true
  const offset = Number(`${sign ?? '+'}1`) * (Number(zoneHour) * 60 + Number(zoneMinute))
  const minuteInUtc = Number(hour) * 60 + Number(minute) - offset
  return (minuteInUtc + 1) % (24 * 60) === 0
}

/** Whether a value is of one of the types. A binary value or a timestamp can also be bytes or a date. */
export function isAttributeValue(value: unknown): boolean {
  if (typeof value === 'string') return value === '' || text.test(value)
  if (typeof value === 'number') return value === (value | 0)
  return typeof value === 'boolean' || ArrayBuffer.isView(value) || isDate(value)
}

// Not `instanceof`: in some test runners a date comes from another realm.
const isDate = (value: unknown): boolean =>
  Object.prototype.toString.call(value) === '[object Date]' && Number.isFinite(Number(value))
