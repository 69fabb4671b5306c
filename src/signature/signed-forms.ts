import { hasBytes, type RawBody, textOf } from '../signing/raw-body.js'
import { canonicalJson } from './canonical-json.js'

/**
 * Returns what a signature of a body may cover: its canonical text, as the sender documents, and its bytes.
 * It is not documented whether the sender puts the canonical text on the wire, so both count.
 */
export function signedForms(body: RawBody, text = textOf(body)): readonly RawBody[] {
  const raw = hasBytes(body) ? [body] : []
  try {
    return text === undefined ? raw : [canonicalJson(text), ...raw]
  } catch {
    return raw
  }
}

/** Returns a signature in lower case, or `undefined` if it is not 64 hexadecimal digits. */
export function comparable(signature: unknown): string | undefined {
  if (typeof signature !== 'string' || signature.length !== 64) return undefined
  if (isLowerCaseHex(signature)) return signature
  const lowerCase = signature.toLowerCase()
  return isLowerCaseHex(lowerCase) ? lowerCase : undefined
}

// A regular expression would take a tenth of the time of the whole check.
function isLowerCaseHex(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isDigit = code >= 0x30 && code <= 0x39
    const isLetter = code >= 0x61 && code <= 0x66
    if (!isDigit && !isLetter) return false
  }
  return true
}
