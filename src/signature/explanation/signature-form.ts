import { encode } from '../../runtime/encoding.js'
import { fromBase64, fromHex, latin1Text } from './decode.js'
import type { SignatureCause } from './signature-cause.js'

const digits = /^[0-9a-f]+$/i
const minShownDigits = 8
const otherHashDigits = [32, 40, 56, 96, 128]

/** Returns in which other form a text is the signature with these 64 digits, or `undefined` if in none. */
export function otherForm(text: string, expected: string): SignatureCause | undefined {
  const given = text.toLowerCase()
  if (given.replace(/\s+/g, '') === expected) return 'signature_has_white_space'
  if (given.trim().replace(/^(["'`])(.*)\1$/, '$2') === expected) return 'signature_has_quotes'
  const parts = given.split(/[\s,]+/)
  if (given === expected + expected || (parts.length > 1 && digits.test(parts.join('')))) {
    return given.includes(expected) ? 'signature_repeated' : undefined
  }
  if (/[^0-9a-f]/.test(given.slice(0, -expected.length)) && given.trim().endsWith(expected)) {
    return 'signature_has_prefix'
  }
  if (digits.test(given) && given.length >= minShownDigits && given.length < expected.length) {
    return expected.startsWith(given) || expected.endsWith(given) ? 'signature_truncated' : undefined
  }
  // The value may have a prefix as well, such as `v1,`.
  const encoded = /[^\s,=:"']+=*$/.exec(text.trim())?.[0] ?? ''
  const bytes = [fromBase64(encoded), fromHex(encoded)]
  return bytes.some(
    (each) => each && [encode('hex', each), latin1Text(each).toLowerCase()].includes(expected),
  )
    ? 'signature_in_other_encoding'
    : undefined
}

/** Returns what the form alone says about a signature that no variant makes right. */
export function causeOfForm(text: string): SignatureCause | undefined {
  const given = text.trim()
  if (/^v\d+a?,|(?:^|,)\s*(?:t|v\d+)=|^sha\d+=/i.test(given)) return 'signature_of_other_header'
  const length = digits.test(given) ? given.length : (fromBase64(given)?.length ?? 0) * 2
  if (otherHashDigits.includes(length)) return 'signature_of_other_hash'
  return digits.test(given) && given.length === 64 ? undefined : 'malformed_signature'
}
