import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { isForPeople, problem } from '../problem.js'

const cookieName = 'prompt_webhooks_session'
const sessionSeconds = 7 * 24 * 60 * 60
const failuresPerMinute = 10

/** Requires the token: as `Authorization: Bearer …`, or exchanged for a session cookie by signing in. */
export interface TokenCheck {
  /** Answers 401 without the token, 429 after too many wrong ones, and sends browsers to `/sign-in`. */
  readonly middleware: MiddlewareHandler
  /**
   * Sets the session cookie if the token is right. Returns true then, undefined for a wrong token, and after
   * too many wrong ones the seconds to wait.
   */
  signIn(context: Context, token: string): Promise<true | undefined | number>
  /** Deletes the session cookie. */
  signOut(context: Context): void
}

/** @throws {TypeError} if the token is empty or cannot be sent in a header. */
export function tokenCheck(token: string): TokenCheck {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TypeError('token: expected one or more visible ASCII characters, without spaces')
  }
  const expected = digest(token)
  // Derived from the token, so that a new token ends all sessions. A separate key, so that a cookie does not
  // help to guess the token.
  const cookieKey = createHmac('sha256', token).update('prompt-webhooks-hub session').digest('base64')
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 })

  /** Returns true, undefined or the seconds to wait, like `signIn`. */
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
      return problem(context, 401, {
        detail: 'The token is missing or wrong. Send it in an Authorization: Bearer header',
      })
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
  return problem(context, 429, { detail: `Too many wrong tokens. Try again in ${seconds} seconds` })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** The address of the connection. Forwarding headers are not used: any client could set them. */
function addressOf(context: Context): string {
  return getConnInfo(context).remote.address ?? ''
}

function isSecure(context: Context): boolean {
  return new URL(context.req.url).protocol === 'https:' || context.req.header('x-forwarded-proto') === 'https'
}
