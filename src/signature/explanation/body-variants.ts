import { type RawBody, textOf } from '../../signing/raw-body.js'
import { canonicalJson } from '../canonical-json.js'
import { fromBase64, latin1Bytes, latin1Text } from './decode.js'
import { writeAsSenderSample, writeJson } from './json-layout.js'
import type { SignatureCause } from './signature-cause.js'
import { withoutLineEnd } from './without-line-end.js'

type Variant = readonly [SignatureCause, RawBody]

/** What a signer may have signed instead of a body, each with the cause that it shows. */
export function* bodyVariants(body: RawBody): Generator<Variant> {
  const text = textOf(body)
  if (text === undefined) {
    // Not UTF-8, so it may be Latin-1.
    if (typeof body !== 'string') yield* bothForms('body_in_other_encoding', latin1Text(body))
    return
  }
  const mark = '\ufeff'
  if (text.startsWith(mark)) yield* bothForms('body_has_byte_order_mark', text.slice(1))
  else yield ['body_has_byte_order_mark', mark + text]

  yield ['body_has_other_end', withoutLineEnd(text)]
  yield ['body_has_other_end', `${text}\n`]
  yield ['body_has_other_end', `${text}\r\n`]
  yield ['body_has_other_end', text.trim()]
  const unix = text.replaceAll('\r\n', '\n')
  yield ['body_has_other_line_ends', unix]
  yield ['body_has_other_line_ends', unix.replaceAll('\n', '\r\n')]

  const decoded = fromBase64(text)
  if (decoded) yield* bothForms('body_in_base64', decoded)
  if (/^[\0-\xff]*$/.test(text)) yield* bothForms('body_in_other_encoding', latin1Bytes(text))

  for (const word of ['', 'undefined', 'null', '{}', '[object Object]']) yield ['signer_body_missing', word]
  yield* jsonVariants(text)
}

function* jsonVariants(text: string): Generator<Variant> {
  yield* bothForms('body_escaped_again', JSON.stringify(text))
  let value: unknown
  let canonical: string
  try {
    // The sender could not sign what this refuses, such as a text of more than 1,000 levels.
    canonical = canonicalJson(text)
    value = JSON.parse(text)
  } catch {
    return
  }
  yield* canonicalForm('body_escaped_again', JSON.stringify(canonical))
  if (typeof value === 'string') yield* bothForms('body_escaped_again', value)

  const python = { comma: ', ', colon: ': ', isSorted: true, isAscii: true } as const
  const compact = { comma: ',', colon: ':', isSorted: true, isAscii: true } as const
  // First, because it is the likeliest of those that can give the same text.
  yield ['sender_sample', writeAsSenderSample(value)]
  yield ['numbers_written_again', writeJson(value, python)]
  yield ['characters_not_escaped', writeJson(value, { ...python, isAscii: false })]
  yield ['keys_not_sorted', writeJson(value, { ...python, isSorted: false })]
  yield ['keys_not_sorted', writeJson(value, { ...python, isSorted: false, isAscii: false })]
  yield ['separators_without_spaces', writeJson(value, compact)]
  yield ['separators_without_spaces', writeJson(value, { ...compact, isAscii: false })]
  yield ['body_written_again', JSON.stringify(value)]
  for (const indent of [2, 4, '\t']) yield ['body_written_again', JSON.stringify(value, null, indent)]
  yield ['body_written_again', writeJson(value, { ...compact, isSorted: false })]
}

/** A body, and the canonical text that the sender would sign for it. */
function* bothForms(cause: SignatureCause, body: RawBody): Generator<Variant> {
  yield [cause, body]
  const text = textOf(body)
  if (text !== undefined) yield* canonicalForm(cause, text)
}

function* canonicalForm(cause: SignatureCause, text: string): Generator<Variant> {
  try {
    yield [cause, canonicalJson(text)]
  } catch {
    // Not JSON, so the sender would not sign it.
  }
}
