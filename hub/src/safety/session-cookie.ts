import { createHmac, randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { Sessions } from '../sessions.js'
import { isSecure } from './is-secure.js'

const name = 'prompt_webhooks_session'
const sessionSeconds = 7 * 24 * 60 * 60

/** The sessions of people, each in a signed cookie. */
export class SessionCookie {
  readonly #key: string
  readonly #sessions: Sessions

  constructor(token: string, sessions: Sessions) {
    // Derived from the token, so that a new token ends all sessions. A separate key, so that a cookie does
    // not help to guess the token.
    this.#key = createHmac('sha256', token).update('prompt-webhooks-hub session').digest('base64')
    this.#sessions = sessions
  }

  async start(context: Context): Promise<void> {
    const value = `${Date.now() + sessionSeconds * 1000}.${randomUUID()}`
    await setSignedCookie(context, name, value, this.#key, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: sessionSeconds,
      secure: isSecure(context),
    })
  }

  async isValid(context: Context): Promise<boolean> {
    const session = await this.#read(context)
    return session !== undefined && !(await this.#sessions.hasEnded(session.id))
  }

  async end(context: Context): Promise<void> {
    const session = await this.#read(context)
    if (session) await this.#sessions.end(session.id, session.expiresAt)
    deleteCookie(context, name, { path: '/', secure: isSecure(context) })
  }

  async #read(context: Context): Promise<{ id: string; expiresAt: Date } | undefined> {
    const value = (await getSignedCookie(context, this.#key, name)) || ''
    const [, until = '', id = ''] = /^(\d+)\.([\da-f-]{36})$/.exec(value) ?? []
    return Number(until) > Date.now() ? { id, expiresAt: new Date(Number(until)) } : undefined
  }
}
