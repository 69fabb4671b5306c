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
 * Which signature a delivery must have: the sender's own, that of Standard Webhooks, or both. The sender's signs no timestamp, so only the other
 * two refuse a message that is sent again later.
 */
export type SignatureScheme = 'promptlayer' | 'standard-webhooks' | 'both'

/** Resolves to `undefined` if a signature is missing or wrong, or else to what is signed besides the body. */
export type Authenticate = (
  body: RawBody,
  headers: WebHeaders,
) => Promise<{ readonly messageId?: string } | undefined>

/** How far the timestamp of a signed message may be from now, and what now is. */
export interface Clock {
  readonly toleranceSeconds: number
  readonly now: () => number
}

/** @throws {TypeError} if a secret or the scheme is wrong. */
export function authenticator(
  secret: Secrets | null | undefined,
  scheme: SignatureScheme,
  clock: Clock,
): Authenticate {
  const create = Object.hasOwn(authenticators, scheme) && authenticators[scheme]
  if (!create) {
    throw new TypeError(`scheme: expected ${Object.keys(authenticators).join(', ')} or nothing`)
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
        // Node's hash needs no wait.
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
      throw new TypeError('secret: for both schemes, at least one secret must start with whsec_')
    }
    const bySender = authenticators.promptlayer(secrets, clock)
    const byStandardWebhooks = authenticators['standard-webhooks'](ofStandardWebhooks, clock)
    return async (...delivery) => (await bySender(...delivery)) && byStandardWebhooks(...delivery)
  },
}
