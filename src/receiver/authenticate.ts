import { SignatureError, type SignatureErrorReason } from '../event/errors.js'
import type { WebHeaders } from '../runtime/globals.js'
import { signedForms } from '../signature/signed-forms.js'
import { hmac } from '../signing/built-in-hmac.js'
import { equalInConstantTime } from '../signing/constant-time.js'
import { nodeHmac } from '../signing/node-hmac.js'
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
 * Returns the reason if a signature is missing or wrong. Otherwise the signed id of the message, if it has
 * one. Returns a promise only if it has to wait.
 */
export type Authenticate = (body: RawBody, headers: WebHeaders) => Authentication | Promise<Authentication>

type Authentication = { readonly messageId?: string } | SignatureErrorReason

/** The clock, and how far a signed timestamp may be from it. */
export interface Clock {
  readonly toleranceSeconds: number
  readonly now: () => number
}

/**
 * Returns the function that checks the signatures of a scheme. If the secret is a function, each delivery
 * calls it, and checking the delivery throws a `TypeError` if what it returns is wrong.
 *
 * @throws {TypeError} if a secret or the scheme is wrong.
 */
export function authenticator(
  secret: Secrets | null | undefined | (() => Secrets | null | undefined),
  scheme: SignatureScheme,
  clock: Clock,
): Authenticate {
  const create = Object.hasOwn(authenticators, scheme) && authenticators[scheme]
  if (!create) {
    throw new TypeError(`scheme: expected one of ${Object.keys(authenticators).join(', ')}`)
  }
  if (secret === null) return () => ({})
  if (secret === undefined) {
    throw new TypeError('secret: missing; set it, or pass null to accept unsigned events from anyone')
  }
  // No value of the function means "unsigned": `null`, too, is refused.
  if (typeof secret === 'function') {
    return (...delivery) => create(namedSecrets(secret()), clock)(...delivery)
  }
  return create(namedSecrets(secret), clock)
}

const namedSecrets = (secret: unknown): readonly NamedSecret[] =>
  requireSecrets(secret).map((each, index) => ({ secret: each, name: secretName(secret, index) }))

// Of a SHA-256.
const hexDigits = 64

/** A secret, and its name in error messages. */
interface NamedSecret {
  readonly secret: string
  readonly name: string
}

const authenticators: Readonly<
  Record<SignatureScheme, (secrets: readonly NamedSecret[], clock: Clock) => Authenticate>
> = {
  promptlayer: (secrets) => (body, headers) => {
    const signature = headers.get('x-promptlayer-signature')
    if (!signature) return 'missing_signature'
    const given = signature.toLowerCase()
    if (given.length !== hexDigits) return 'malformed_signature'
    const verdict = (isSigned: boolean): Authentication => {
      if (isSigned) return {}
      // The digits are checked last, because a text that equals a hash has them.
      return /^[0-9a-f]+$/.test(given) ? 'wrong_signature' : 'malformed_signature'
    }
    const forms = signedForms(body)
    // Node hashes synchronously. To wait for it anyway would take longer than to check the event.
    const hmacOfNode = nodeHmac()
    if (!hmacOfNode) return isSignedByWebCrypto(forms, secrets, given).then(verdict)
    return verdict(
      forms.some((form) =>
        secrets.some(({ secret }) => equalInConstantTime(hmacOfNode('hex', secret, form), given)),
      ),
    )
  },

  'standard-webhooks': (secrets, { toleranceSeconds, now }) => {
    const keys = secrets.map(({ secret, name }) => requireKey(secret, name))
    return async (body, headers) => {
      try {
        const claim = readClaim((name) => headers.get(name))
        const macs = await Promise.all(keys.map((key) => hmac('base64', key, body, claim.prefix)))
        return { messageId: verifyClaim(claim, body, macs, toleranceSeconds, now()).id }
      } catch (error) {
        if (error instanceof SignatureError) return error.reason
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
    return async (...delivery) => {
      const signed = await bySender(...delivery)
      return typeof signed === 'string' ? signed : byStandardWebhooks(...delivery)
    }
  },
}

async function isSignedByWebCrypto(
  forms: readonly RawBody[],
  secrets: readonly NamedSecret[],
  given: string,
): Promise<boolean> {
  for (const form of forms) {
    for (const { secret } of secrets) {
      if (equalInConstantTime(await hmac('hex', secret, form), given)) return true
    }
  }
  return false
}
