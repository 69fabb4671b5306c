import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { isForPeople, problem } from '../problem.js'

const cookieName = 'prompt_webhooks_session'
const sessionSeconds = 7 * 24 * 60 * 60
const failuresPerMinute = 10

/** Lets in who has the token: as `Authorization: Bearer …`, or by a cookie that was given for it. */
export interface TokenCheck {
  readonly middleware: MiddlewareHandler
  /** Gives the cookie for the token, and takes it back. Undefined: a wrong token; a number: too many of them, wait for so many seconds. */
  signIn(context: Context, token: string): Promise<true | undefined | number>
  signOut(context: Context): void
}

/** @throws {TypeError} if the token is empty, which anyone would have, or no header can hold it. */
export function tokenCheck(token: string): TokenCheck {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TypeError('token: expected visible ASCII characters, and no spaces')
  }
  const expected = digest(token)
  // Of the token, so that another token ends all sessions; not the token itself, which a cookie must not help to guess.
  const cookieKey = createHmac('sha256', token).update('prompt-webhooks-hub session').digest('base64')
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 })

  /** True, undefined or the seconds to wait, as `signIn`. */
  async function check(context: Context, candidate: string): Promise<true | undefined | number> {
    const address = addressOf(context)
    const before = await failures.get(address)
    if (before && before.remainingPoints <= 0) return Math.ceil(before.msBeforeNext / 1000)
    if (timingSafeEqual(digest(candidate), expected)) return true
    await failures.consume(address).catch(() => {})
    return undefined
  }

  async function hasSession(context: Context): Promise<boolean> {
    const until = await getSignedCookie(context, cookieKey, cookieName)
    return typeof until === 'string' && Number(until) > Date.now()
  }

  return {
    async middleware(context, next) {
      const bearer = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
      if (bearer === undefined && (await hasSession(context))) return next()
      const checked = bearer === undefined ? undefined : await check(context, bearer)
      if (checked === true) return next()
      if (typeof checked === 'number') return tooMany(context, checked)
      if (context.req.method === 'GET' && isForPeople(context)) return context.redirect('/sign-in')
      context.header('WWW-Authenticate', 'Bearer')
      return problem(context, 401, { detail: 'The token is missing or wrong' })
    },
    async signIn(context, candidate) {
      const checked = await check(context, candidate)
      if (checked !== true) return checked
      await setSignedCookie(context, cookieName, `${Date.now() + sessionSeconds * 1000}`, cookieKey, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: sessionSeconds,
        secure: isSecure(context),
      })
      return true
    },
    signOut(context) {
      deleteCookie(context, cookieName, { path: '/', secure: isSecure(context) })
    },
  }
}

export function tooMany(context: Context, seconds: number): Response {
  context.header('Retry-After', `${seconds}`)
  return problem(context, 429, { detail: `Too many wrong tokens: wait for ${seconds} seconds` })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Of the connection: a header that a proxy sets could be set by anyone. */
function addressOf(context: Context): string {
  return getConnInfo(context).remote.address ?? ''
}

function isSecure(context: Context): boolean {
  return new URL(context.req.url).protocol === 'https:' || context.req.header('x-forwarded-proto') === 'https'
}
