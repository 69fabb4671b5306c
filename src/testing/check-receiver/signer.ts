import { bytesOf } from '../../runtime/encoding.js'
import { signPayload } from '../../signature/index.js'
import { hmacSha256 } from '../../signing/hmac.js'
import { requireSecret } from '../../signing/secrets.js'
import { signMessage } from '../../standard-webhooks/index.js'
import { uniqueNumber } from '../unique-number.js'

/** Whose signatures the requests have: the sender's own, or those of Standard Webhooks. */
export type CheckedScheme = 'promptlayer' | 'standard-webhooks'

type Headers = Readonly<Record<string, string>>

/** Makes the headers that sign a body, and wrong ones. */
export interface Signer {
  /** The name of the header that holds the signature. */
  readonly header: string
  /** Returns the headers that sign the body. */
  sign(body: Uint8Array): Headers
  /** Returns headers that sign the body with the secret of another endpoint. */
  signForeign(body: Uint8Array): Headers
  /** Returns the headers with another signature, made from the digits of the right one. */
  withDigits(headers: Headers, change: (digits: string) => string): Headers
  /** Values that have no form of a signature, and that careless programs stumble over. */
  readonly odd: readonly { readonly what: string; readonly value: string }[]
}

const foreignSecret = 'prompt-webhooks-check-foreign-secret'
// The key says: another endpoint's key.
const foreignMessageSecret = 'whsec_YW5vdGhlciBlbmRwb2ludCdzIGtleQ=='

/** @throws {TypeError} if the secret cannot be one of the scheme. */
export function signerOf(scheme: CheckedScheme, secret: unknown): Signer {
  return scheme === 'promptlayer' ? senderSigner(requireSecret(secret)) : messageSigner(requireSecret(secret))
}

function senderSigner(secret: string): Signer {
  const header = 'x-promptlayer-signature'
  return {
    header,
    sign: (body) => ({ [header]: signatureOf(body, secret) }),
    signForeign: (body) => ({ [header]: signatureOf(body, foreignSecret) }),
    withDigits: (headers, change) => ({ ...headers, [header]: change(headers[header] ?? '') }),
    odd: [
      { what: '64 letters outside ASCII', value: '\u00e9'.repeat(64) },
      { what: '64 letters instead of digits', value: 'z'.repeat(64) },
      { what: '5,000 digits', value: '0'.repeat(5000) },
    ],
  }
}

function signatureOf(body: Uint8Array, secret: string): string {
  try {
    return signPayload(body, secret)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // It has no canonical text, but a receiver may take a signature over the bytes.
    return hmacSha256('hex', secret, body)
  }
}

function messageSigner(secret: string): Signer {
  const header = 'webhook-signature'
  const sign = (body: Uint8Array, key: string | readonly string[], timestamp = new Date()): Headers =>
    signMessage({ id: `msg_${uniqueNumber()}`, timestamp, body, secret: key })
  // Refuses a wrong secret before anything is sent.
  sign(bytesOf('{}'), secret)
  return {
    header,
    sign: (body) => sign(body, secret),
    signForeign: (body) => sign(body, foreignMessageSecret),
    withDigits: (headers, change) => ({
      ...headers,
      [header]: `v1,${change((headers[header] ?? '').slice('v1,'.length))}`,
    }),
    odd: [
      { what: 'letters outside ASCII', value: `v1,${'\u00e9'.repeat(44)}` },
      { what: 'no base64', value: `v1,${'!'.repeat(44)}` },
      { what: 'no comma', value: 'v1' },
      { what: 'another version only', value: `v9,${'A'.repeat(43)}=` },
    ],
  }
}

/** Signs as if the time were another one, by Standard Webhooks. */
export function signAt(body: Uint8Array, secret: string, timestamp: Date): Headers {
  return signMessage({ id: `msg_${uniqueNumber()}`, timestamp, body, secret })
}

/** Signs with the foreign secret and the right one, as senders do while a secret is rotated. */
export function signRotated(body: Uint8Array, secret: string): Headers {
  const id = `msg_${uniqueNumber()}`
  return signMessage({ id, timestamp: new Date(), body, secret: [foreignMessageSecret, secret] })
}
