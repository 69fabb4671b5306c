import { kindOf } from '../issue/issue.js'

/** One secret, or several while you rotate them. A signature under any of them is valid. */
export type Secrets = string | readonly string[]

/**
 * Checks the secrets and returns a copy. Use only the copy: a list can have holes and getters, and can change
 * later.
 *
 * @throws {TypeError} if there is no secret, or one is an obvious mistake. The message gives its index. Not a
 * `SignatureError`, which receivers answer with 401: the program is wrong, not the request.
 */
export function requireSecrets(secret: unknown): readonly string[] {
  if (!Array.isArray(secret)) return [requireSecret(secret)]
  // Spread first, because `map` skips holes. `Array.from` would take longer than signing.
  const secrets = [...secret].map((each, index) => requireSecret(each, secretName(secret, index)))
  if (secrets.length === 0) throw new TypeError('secret: expected at least one secret, got an empty list')
  return secrets
}

/** Returns the name of a secret in error messages: with its index if it is one of a list. */
export function secretName(secret: unknown, index: number): string {
  return Array.isArray(secret) ? `secret[${index}]` : 'secret'
}

// The last secret that was found sound, because the checks take as long as a hash.
let lastSound: string | undefined

/**
 * Checks one secret and returns it.
 *
 * @throws {TypeError} as `requireSecrets` does.
 */
export function requireSecret(secret: unknown, name = 'secret'): string {
  if (typeof secret !== 'string') {
    if (secret instanceof Promise) {
      // If nothing handles its rejection, Node ends the process.
      secret.catch(() => {})
      throw new TypeError(`${name}: expected a string, got a promise`)
    }
    throw new TypeError(`${name}: expected a string, got ${kindOf(secret)}`)
  }
  if (secret === lastSound) return secret
  if (secret === '') throw new TypeError(`${name}: empty, so anyone could sign; set a secret`)
  for (const [pattern, mistake] of mistakes) {
    if (pattern.test(secret)) throw new TypeError(`${name}: ${mistake}`)
  }
  lastSound = secret
  return secret
}

// A secret is opaque, so only obvious mistakes are refused.
const mistakes: readonly (readonly [RegExp, string])[] = [
  [/^\s|\s$/, 'has white space around it; remove it'],
  [/^(["'`]).*\1$/s, 'has quotes around it; remove them'],
  [/^undefined$/, 'is the text "undefined"; set the variable'],
  [/^null$/, 'is the text "null"; set the variable'],
  [/^\[object \w+\]$/, 'is the text of an object; pass the secret itself'],
  [/^\$\{[^}]*\}$/, 'is the placeholder of a variable, not its value; set the variable'],
  [
    /[\p{Cc}\p{Cf}\p{Cs}]/u,
    'has a control character, an invisible character or a lone surrogate in it; copy the secret again',
  ],
]
