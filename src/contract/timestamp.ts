import { z } from 'zod'
import type { Field } from './fields.js'

const leapYear = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)'
const monthAndDay =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))'
const date = `(?:[0-9]{4}-${monthAndDay}|${leapYear}-02-29)`
const hourAndMinute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const fraction = '[.][0-9]+'
const zone = `Z|[+-]${hourAndMinute}`

/**
 * Matches a timestamp. The pattern means the same in the regular expressions of every language, so it does
 * not use `\d`: in Python, PHP and Perl that matches the digits of other scripts too.
 */
export const timestampPattern = new RegExp(
  `^${date}T${hourAndMinute}:[0-5][0-9](?:${fraction})?(?:${zone})?$`,
)

/**
 * A timestamp in ISO 8601: `YYYY-MM-DDTHH:MM:SS`, then an optional fraction of any length, then an optional
 * zone (`Z` or `±HH:MM`). The date is a real calendar date, the letters are upper case and the digits are
 * ASCII. Both strengths are the same. The sender writes no zone and six fraction digits, or no fraction if it
 * is zero.
 */
export function timestamp(description: string): Field<z.ZodString, z.ZodString> {
  const schema = z
    .string()
    .regex(timestampPattern)
    .meta({ description, examples: ['2023-12-01T22:05:57.924833'] })
  return { tolerant: schema, strict: schema }
}
