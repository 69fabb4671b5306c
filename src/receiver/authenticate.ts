import { SignatureError } from '../errors.js'
import type { RawBody } from '../raw-body.js'
import { requireSecrets, type Secrets } from '../secrets.js'
import { verifySignature } from '../signature/index.js'
import { verifyMessage } from '../standard-webhooks/index.js'
import type { WebHeaders } from './web-types.js'

/**
 * Which signature a delivery must have: the sender's own, that of Standard Webhooks, or each of them. The sender's has no
 * timestamp, so only the other two refuse a message that is sent again later.
 */
export type SignatureScheme = 'promptlayer' | 'standard-webhooks' | 'both'

/** Undefined if a signature is missing or wrong; else what else is signed. */
export type Authenticate = (
  body: RawBody,
  headers: WebHeaders,
) => { readonly messageId?: string | undefined } | undefined

/** @throws {TypeError} if a secret cannot be one, or the scheme is none. */
export function authenticator(secret: Secrets | null, scheme: SignatureScheme): Authenticate {
  const create = Object.hasOwn(authenticators, scheme) && authenticators[scheme]
  if (!create) {
    throw new TypeError(`scheme: expected ${Object.keys(authenticators).join(', ')} or nothing`)
  }
  if (secret === null) return () => ({})
  if (secret === undefined) {
    throw new TypeError('secret: missing; to take events from anyone, say so: secret: null')
  }
  return create(requireSecrets(secret))
}

const authenticators: Readonly<Record<SignatureScheme, (secrets: readonly string[]) => Authenticate>> = {
  promptlayer: (secret) => (body, headers) => {
    const signature = headers.get('x-promptlayer-signature')
    return verifySignature({ body, signature, secret }) ? {} : undefined
  },

  'standard-webhooks': (secret) => {
    const authenticate = (body: RawBody, headers: Pick<WebHeaders, 'get'>) => {
      try {
        return { messageId: verifyMessage({ body, headers, secret }).id }
      } catch (error) {
        if (error instanceof SignatureError) return undefined
        throw error
      }
    }
    // A secret that cannot be one throws now, not at the first delivery.
    authenticate('', { get: () => '0' })
    return authenticate
  },

  both: (secrets) => {
    const ofStandardWebhooks = secrets.filter((secret) => secret.startsWith('whsec_'))
    if (!ofStandardWebhooks.length) {
      throw new TypeError('secret: with both schemes one secret at least starts with whsec_')
    }
    const bySender = authenticators.promptlayer(secrets)
    const byStandardWebhooks = authenticators['standard-webhooks'](ofStandardWebhooks)
    return (body, headers) => bySender(body, headers) && byStandardWebhooks(body, headers)
  },
}
