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
