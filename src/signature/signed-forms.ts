import { hasBytes, type RawBody, textOf } from '../signing/raw-body.js'
import { canonicalJson } from './canonical-json.js'

/** What a signature of a body may cover: its canonical text, which is what the sender documents, and its bytes. */
export function signedForms(body: RawBody, text = textOf(body)): readonly RawBody[] {
  const raw = hasBytes(body) ? [body] : []
  try {
    return text === undefined ? raw : [canonicalJson(text), ...raw]
  } catch {
    return raw
  }
}

/** A signature as it is compared: in lower case; undefined if it is malformed. What is no hex is equal to none. */
export function comparable(signature: unknown): string | undefined {
  return typeof signature === 'string' && signature.length === 64 ? signature.toLowerCase() : undefined
}
