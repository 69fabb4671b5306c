import { signPayload } from 'prompt-webhooks/signature'
import { signMessage } from 'prompt-webhooks/standard-webhooks'

/** Which signatures a delivery has. */
export type Scheme = 'sender' | 'standard' | 'both'

/**
 * Signs a JSON text as it is.
 *
 * @throws {TypeError} if the secret cannot sign.
 * @throws {SyntaxError} if the text is not JSON.
 */
export function signedHeaders(
  body: string,
  secret: string,
  scheme: Scheme,
  now: Date,
): Readonly<Record<string, string>> {
  // Not `randomUUID`, which pages without HTTPS lack.
  const id = `msg_${randomBase64(18).replaceAll('+', '-').replaceAll('/', '_')}`
  return {
    'content-type': 'application/json',
    ...(scheme !== 'standard' && { 'x-promptlayer-signature': signPayload(body, secret) }),
    ...(scheme !== 'sender' && signMessage({ id, timestamp: now, body, secret })),
  }
}

/**
 * Escapes lone surrogates in a JSON text. They have no bytes, so no terminal or clipboard keeps them, and the
 * signature would be of another text.
 */
export function escapeLoneSurrogates(json: string): string {
  return json.replace(/\p{Surrogate}/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
}

/** A secret that both schemes accept. */
export function randomSecret(): string {
  return `whsec_${randomBase64(24)}`
}

function randomBase64(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
}
