import { InvalidInputError } from './errors.js'

/** @throws {InvalidInputError} if a key is given that the hub cannot remember, or a request cannot carry. */
export function checkIdempotencyKey(key: string | undefined): string | undefined {
  if (key === undefined) return key
  const isPrintable = /^[\x20-\x7e]{1,255}$/.test(key)
  if (isPrintable && key.trim() === key) return key
  const message = isPrintable
    ? 'Idempotency-Key: must not begin or end with a space, because HTTP removes it'
    : 'Idempotency-Key: expected 1 to 255 printable ASCII characters'
  throw new InvalidInputError([{ path: ['Idempotency-Key'], message, code: 'invalid_value' }])
}
