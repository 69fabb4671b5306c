/** One secret, or several while they are rotated: any of them will do. */
export type Secrets = string | readonly string[]

/**
 * @throws {TypeError} if there is no secret, or one that is empty or has white space around it: most likely a variable
 * that is not set, or a line end that came along. Not a `SignatureError`, which receivers answer with 401: it is the program
 * that is wrong, not the request.
 */
export function requireSecrets(secret: unknown): readonly string[] {
  if (!Array.isArray(secret)) return [requireSecret(secret, 'secret')]
  if (secret.length === 0) throw new TypeError('secret: expected at least one secret, got an empty list')
  return secret.map((each, index) => requireSecret(each, `secret[${index}]`))
}

/** @throws {TypeError} as `requireSecrets` does. */
export function requireSecret(secret: unknown, name = 'secret'): string {
  if (typeof secret !== 'string') {
    throw new TypeError(`${name}: expected a string, got ${secret === null ? 'null' : typeof secret}`)
  }
  if (secret === '') throw new TypeError(`${name}: empty, so anyone could sign; set the secret`)
  if (secret !== secret.trim()) throw new TypeError(`${name}: has white space around it; remove it`)
  return secret
}
