import { z } from '@hono/zod-openapi'
import { type Bound, readTime } from '../../time-range.js'

/** A time in a request, as the start or the end of a range. Without a zone it is in UTC. */
export const timeText = (bound: Bound) =>
  z.string().transform((text, context) => {
    const at = readTime(text, bound)
    if (at) return at
    context.addIssue({
      code: 'custom',
      message: 'expected a date such as 2026-11-27, or a time such as 2026-11-27T09:30:00Z',
    })
    return z.NEVER
  })
