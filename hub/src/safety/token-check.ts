import { createHash, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { isForPeople, problem } from '../problem.js'
import type { Sessions } from '../sessions.js'
import { SessionCookie } from './session-cookie.js'

const failuresPerMinute = 10
// No address is kept from trying the right token, so only the token's length protects it from being guessed.
const minTokenLength = 16

declare module 'hono' {
  interface ContextVariableMap {
    /** Whether the session of the request is still valid. Undefined if the request needs no session. */
    isStillSignedIn?: () => Promise<boolean>
  }
}

/** Requires the token: as `Authorization: Bearer …`, or exchanged for a session cookie by signing in. */
export interface TokenCheck {
  /** Answers 401 without the token, 429 after too many wrong ones, and sends browsers to `/sign-in`. */
  readonly middleware: MiddlewareHandler
  /**
   * Sets the session cookie if the token is right. Returns true then, undefined for a wrong token, and after
   * too many wrong ones the seconds to wait.
   */
  signIn(context: Context, token: string): Promise<true | undefined | number>
  /** Ends the session of the cookie, and deletes the cookie. */
  signOut(context: Context): Promise<void>
}

/** @throws {TypeError} if the token is too short or cannot be sent in a header. */
export function tokenCheck(token: string, sessions: Sessions): TokenCheck {
  if (!/^[\x21-\x7e]+$/.test(token) || token.length < minTokenLength) {
    throw new TypeError(
      `token: expected at least ${minTokenLength} visible ASCII characters, without spaces. Create one with \`openssl rand -base64 32\``,
    )
  }
  const expected = digest(token)
  const session = new SessionCookie(token, sessions)
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 })

  /** Returns true, undefined or the seconds to wait, like `signIn`. */
  async function check(context: Context, candidate: string): Promise<true | undefined | number> {
    // Compared before anything is limited: behind a proxy all clients share one address, and wrong tokens of
    // one of them must not lock out the others.
    if (timingSafeEqual(digest(candidate), expected)) return true
    return failures.consume(addressOf(context)).then(
      () => undefined,
      ({ msBeforeNext }: RateLimiterRes) => Math.ceil(msBeforeNext / 1000),
    )
  }

  return {
    async middleware(context, next) {
      const bearer = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
      if (bearer === undefined && (await session.isValid(context))) {
        context.set('isStillSignedIn', () => session.isValid(context))
        return next()
      }
      const checked = bearer === undefined ? undefined : await check(context, bearer)
      if (checked === true) return next()
      if (typeof checked === 'number') return tooMany(context, checked)
      if (context.req.method === 'GET' && isForPeople(context))
        return context.redirect(signInAddress(context))
      context.header('WWW-Authenticate', 'Bearer')
      return problem(context, 401, {
        detail: 'The token is missing or wrong. Send it in an Authorization: Bearer header',
      })
    },
    async signIn(context, candidate) {
      const checked = await check(context, candidate)
      if (checked === true) await session.start(context)
      return checked
    },
    signOut: (context) => session.end(context),
  }
}

/** The page to sign in on, which then leads back to the page that was asked for. */
function signInAddress({ req }: Context): string {
  const { pathname, search } = new URL(req.url)
  return pathname === '/' && !search
    ? '/sign-in'
    : `/sign-in?${new URLSearchParams({ to: pathname + search })}`
}

function tooMany(context: Context, seconds: number): Response {
  context.header('Retry-After', `${seconds}`)
  return problem(context, 429, { detail: `Too many wrong tokens. Try again in ${seconds} seconds` })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/**
 * The address of the connection. Forwarding headers are not used: any client could set them. An app that
 * another server than Node's runs does not know it, so there wrong tokens of all clients count together.
 */
function addressOf(context: Context): string {
  const { incoming, server } = context.env ?? {}
  return ((incoming ?? server?.incoming) && getConnInfo(context).remote.address) ?? ''
}
