import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isSecure } from '../safety/is-secure.js'
import { counted } from './counted.js'

const cookie = 'prompt_webhooks_notice'

/** What a page can confirm after a form was sent. `count` is how many deliveries it concerned. */
const notices = {
  saved: () => 'Saved.',
  enabled: () => 'Enabled. The webhook receives events again.',
  disabled: (count: number) =>
    count
      ? `Disabled. ${deliveries(count)} given up; you can send ${count === 1 ? 'it' : 'them'} again.`
      : 'Disabled. The webhook receives no events until you enable it.',
  paused: () => 'Paused. Its deliveries wait until you resume it.',
  resumed: () => 'Resumed. What waited is delivered now.',
  deleted: () => 'The webhook and its deliveries were deleted.',
  again: (count: number) => `${deliveries(count)} being sent again.`,
  // The count is what remains: a notice holds one number.
  some: (count: number) =>
    `The first 10,000 are being sent again, and ${counted(count, 'delivery remains', 'deliveries remain')}. Press Send all again for the next ones.`,
} as const

export type NoticeName = keyof typeof notices

function deliveries(count: number): string {
  return counted(count, 'delivery is', 'deliveries are')
}

/** Hands a notice to the next page that this browser opens. It is shown once. */
export function leaveNotice(context: Context, name: NoticeName, count = 0): void {
  setCookie(context, cookie, `${name}.${count}`, { ...options(context), maxAge: 60 })
}

/**
 * Returns the notice that was left for this page, and forgets it. The cookie names a notice and holds a
 * number, never a text.
 */
export function takeNotice(context: Context): string | undefined {
  // A live page fetches itself again. It must not take the notice of the page that is being opened.
  if (context.req.header('sec-fetch-dest') === 'empty') return undefined
  const [, name = '', count] = /^([a-z]+)\.(\d{1,15})$/.exec(getCookie(context, cookie) ?? '') ?? []
  if (!Object.hasOwn(notices, name)) return undefined
  deleteCookie(context, cookie, options(context))
  return notices[name as NoticeName](Number(count))
}

function options(context: Context) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure(context) } as const
}
