import { SignatureError } from '../event/errors.js'
import type { WebHeaders } from '../runtime/globals.js'
import { comparable, signedForms } from '../signature/signed-forms.js'
import { hmac } from '../signing/built-in-hmac.js'
import { equalInConstantTime } from '../signing/constant-time.js'
import type { RawBody } from '../signing/raw-body.js'
import { requireSecrets, type Secrets, secretName } from '../signing/secrets.js'
import { readClaim, verifyClaim } from '../standard-webhooks/claim.js'
import { isMessageSecret, requireKey } from '../standard-webhooks/message.js'

/**
 * Which signatures a delivery must have: the sender's own (`'promptlayer'`), the one of Standard Webhooks, or
 * both. The sender's own does not sign a timestamp, so only the other two refuse a message that is replayed
 * later.
 */
export type SignatureScheme = 'promptlayer' | 'standard-webhooks' | 'both'

/**
 * Resolves to `undefined` if a signature is missing or wrong. Otherwise to the signed id of the message, if
 * it has one.
 */
export type Authenticate = (
  body: RawBody,
  headers: WebHeaders,
) => Promise<{ readonly messageId?: string } | undefined>

/** The clock, and how far a signed timestamp may be from it. */
export interface Clock {
  readonly toleranceSeconds: number
  readonly now: () => number
}

/**
 * Returns the function that checks the signatures of a scheme.
 *
 * @throws {TypeError} if a secret or the scheme is wrong.
 */
export function authenticator(
  secret: Secrets | null | undefined,
  scheme: SignatureScheme,
  clock: Clock,
): Authenticate {
  const create = Object.hasOwn(authenticators, scheme) && authenticators[scheme]
  if (!create) {
    throw new TypeError(`scheme: expected one of ${Object.keys(authenticators).join(', ')}`)
  }
  if (secret === null) return async () => ({})
  if (secret === undefined) {
    throw new TypeError('secret: missing; to accept events from anyone, unsigned, pass secret: null')
  }
  return create(
    requireSecrets(secret).map((each, index) => ({ secret: each, name: secretName(secret, index) })),
    clock,
  )
}

/** A secret, and its name in error messages. */
interface NamedSecret {
  readonly secret: string
  readonly name: string
}

const authenticators: Readonly<
  Record<SignatureScheme, (secrets: readonly NamedSecret[], clock: Clock) => Authenticate>
> = {
  promptlayer: (secrets) => async (body, headers) => {
    const given = comparable(headers.get('x-promptlayer-signature'))
    if (given === undefined) return undefined
    for (const form of signedForms(body)) {
      for (const { secret } of secrets) {
        const mac = hmac('hex', secret, form)
        // Node hashes synchronously: awaiting its result would cost a turn of the event loop.
        if (equalInConstantTime(typeof mac === 'string' ? mac : await mac, given)) return {}
      }
    }
    return undefined
  },

  'standard-webhooks': (secrets, { toleranceSeconds, now }) => {
    const keys = secrets.map(({ secret, name }) => requireKey(secret, name))
    return async (body, headers) => {
      try {
        const claim = readClaim((name) => headers.get(name))
        const macs = await Promise.all(keys.map((key) => hmac('base64', key, body, claim.prefix)))
        return { messageId: verifyClaim(claim, body, macs, toleranceSeconds, now()).id }
      } catch (error) {
        if (error instanceof SignatureError) return undefined
        throw error
      }
    }
  },

  both: (secrets, clock) => {
    const ofStandardWebhooks = secrets.filter(({ secret }) => isMessageSecret(secret))
    if (!ofStandardWebhooks.length) {
      throw new TypeError('secret: the scheme both needs at least one secret that starts with whsec_')
    }
    const bySender = authenticators.promptlayer(secrets, clock)
    const byStandardWebhooks = authenticators['standard-webhooks'](ofStandardWebhooks, clock)
    return async (...delivery) => (await bySender(...delivery)) && byStandardWebhooks(...delivery)
  },
}
