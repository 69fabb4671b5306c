import { createHmac } from 'node:crypto'
import { catalog } from '../../src/generated/catalog.js'
import {
  canonicalJson,
  type SignatureCause,
  type SignedBody,
  signPayload,
} from '../../src/signature/index.js'
import { signMessage } from '../../src/standard-webhooks/index.js'

type Body = string | Uint8Array
export const sign = (message: Body, key: Body) => createHmac('sha256', key).update(message).digest('hex')

export const secret = 'Tr0ub4dor-and-3'
const messageSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
/** An event whose name has characters that JSON can write in several ways, and a list of numbers. */
const event = {
  ...catalog.prompt_template_label_moved.example,
  user_name: 'José "😀", [b]',
  ids: [2, 1],
}
export const body = JSON.stringify(event)
export const signed: SignedBody = { body, signature: signPayload(body, secret), secret }
export const bytes = (text: string) => new TextEncoder().encode(text)
export const lines = JSON.stringify(event, null, 2)
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
const compact = JSON.stringify(sorted(event))
/** The text that the sample in the sender's documentation signs, for the output of json-stable-stringify. */
const sample = compact.replace(/"([^"]+)"\s*:/g, '"$1": ').replace(/,(?=(?:\s*[{"[]))/g, ', ')
const unescaped = canonicalJson(body).replace(/(?:\\u[0-9a-f]{4})+/g, (escapes) => JSON.parse(`"${escapes}"`))
export const digest = signed.signature as string
const buffer = Buffer.from(digest, 'hex')
const standard = signMessage({ id: 'msg_1', timestamp: 1_700_000_000, body, secret: messageSecret })
export const signedBy = (key: Body, ours = secret) => ({
  signature: sign(canonicalJson(body), key),
  secret: ours,
})
export const over = (message: Body, received: Body = body) => ({
  signature: sign(message, secret),
  body: received,
})

/** Calls that differ from `signed` in one mistake each: the cause, the variant, and what differs. */
export const planted: [SignatureCause, string, object][] = [
  ['missing_signature', 'undefined', { signature: undefined }],
  ['missing_signature', 'null', { signature: null }],
  ['missing_signature', 'empty', { signature: '' }],
  ['malformed_signature', 'a word', { signature: 'valid' }],
  ['malformed_signature', 'a list', { signature: [digest] }],
  ['malformed_signature', 'an endless text', { signature: 'a'.repeat(1e6) }],
  ['signature_has_white_space', 'a line end', { signature: `${digest}\n` }],
  ['signature_has_white_space', 'folded', { signature: `${digest.slice(0, 32)}\r\n  ${digest.slice(32)}` }],
  ['signature_has_quotes', 'double', { signature: `"${digest}"` }],
  ['signature_has_quotes', 'single', { signature: `'${digest.toUpperCase()}'` }],
  ['signature_has_quotes', 'backticks', { signature: `\`${digest}\`` }],
  ['signature_has_prefix', 'sha256=', { signature: `sha256=${digest}` }],
  ['signature_has_prefix', 'v1,', { signature: `v1,${digest}` }],
  ['signature_has_prefix', '0x', { signature: `0x${digest}` }],
  ['signature_has_prefix', 'the whole header', { signature: `X-PromptLayer-Signature: ${digest}` }],
  ['signature_repeated', 'twice', { signature: `${digest}, ${digest}` }],
  ['signature_repeated', 'with another', { signature: `${'0'.repeat(64)},${digest}` }],
  ['signature_repeated', 'without a comma', { signature: digest + digest }],
  ['signature_truncated', 'the start', { signature: digest.slice(0, 63) }],
  ['signature_truncated', 'half', { signature: digest.slice(0, 32) }],
  ['signature_truncated', 'the end', { signature: digest.slice(-40) }],
  ['signature_in_other_encoding', 'base64', { signature: buffer.toString('base64') }],
  ['signature_in_other_encoding', 'base64url', { signature: buffer.toString('base64url') }],
  ['signature_in_other_encoding', 'sha256=base64', { signature: `sha256=${buffer.toString('base64')}` }],
  ['signature_in_other_encoding', 'base64 of hex', { signature: Buffer.from(digest).toString('base64') }],
  ['signature_in_other_encoding', 'hex of hex', { signature: Buffer.from(digest).toString('hex') }],
  ['signature_is_secret', 'the secret', { signature: secret }],
  ['signature_is_secret', 'the secret and a line end', { signature: `${secret}\n` }],
  ['signature_of_other_hash', 'SHA-1', { signature: createHmac('sha1', secret).update(body).digest('hex') }],
  [
    'signature_of_other_hash',
    'SHA-512',
    { signature: createHmac('sha512', secret).update(body).digest('hex') },
  ],
  ['signature_of_other_header', 'Standard Webhooks', { signature: standard['webhook-signature'] }],
  ['signature_of_other_header', 'Stripe', { signature: `t=1700000000,v1=${sign('a', secret)}` }],
  ['signature_of_other_header', 'GitHub', { signature: `sha256=${sign('a', secret)}` }],

  ['unusable_secret', 'missing', { secret: undefined }],
  ['unusable_secret', 'empty', { secret: '' }],
  ['unusable_secret', 'a promise', { secret: Promise.resolve(secret) }],
  ['unusable_secret', 'a hole', { secret: [secret, undefined] }],
  ['unusable_secret', 'the text of nothing', { secret: 'undefined' }],
  ['secret_has_quotes', 'double', { secret: `"${secret}"` }],
  ['secret_has_quotes', 'single, and a line end', { secret: `'${secret}'\n` }],
  ['secret_has_line_end', 'LF', { secret: `${secret}\n` }],
  ['secret_has_line_end', 'CRLF', { secret: `${secret}\r\n` }],
  ['secret_has_white_space', 'before', { secret: ` ${secret}` }],
  ['secret_has_white_space', 'around, in a list', { secret: ['other', `\t${secret} `] }],
  ['secret_has_invisible_characters', 'zero width', { secret: `Tr0ub4dor\u200b-and-3` }],
  ['secret_in_other_case', 'small', signedBy(secret.toLowerCase())],
  ['secret_in_other_case', 'capital', signedBy(secret.toUpperCase())],
  ['secret_percent_encoded', 'there', signedBy('a%2Fb', 'a/b')],
  ['secret_percent_encoded', 'here', signedBy('a/b', 'a%2Fb')],
  ['signer_secret_missing', 'empty', signedBy('')],
  ['signer_secret_missing', 'undefined', signedBy('undefined')],
  ['signer_secret_missing', 'None', signedBy('None')],
  ['signer_secret_has_quotes', 'double', signedBy(`"${secret}"`)],
  ['signer_secret_has_line_end', 'LF', signedBy(`${secret}\n`)],
  ['signer_secret_has_line_end', 'CRLF', signedBy(`${secret}\r\n`)],
  ['signer_secret_has_white_space', 'before', signedBy(` ${secret}`)],
  ['signer_secret_has_white_space', 'after', signedBy(`${secret} `)],
  ['signer_secret_without_prefix', 'whsec_', signedBy(messageSecret.slice(6), messageSecret)],
  ['signer_secret_with_prefix', 'whsec_', signedBy(messageSecret, messageSecret.slice(6))],
  ['signer_secret_decoded', 'whsec_', signedBy(Buffer.from(messageSecret.slice(6), 'base64'), messageSecret)],
  ['signer_secret_decoded', 'base64', signedBy(Buffer.from('q83vASNFZ4k', 'base64'), 'q83vASNFZ4k')],
  ['signer_secret_decoded', 'hex', signedBy(Buffer.from('deadbeefcafe01', 'hex'), 'deadbeefcafe01')],
  ['signer_secret_encoded', 'base64', signedBy(Buffer.from(secret).toString('base64'))],
  ['signer_secret_encoded', 'hex', signedBy(Buffer.from(secret).toString('hex'))],
  ['signer_secret_encoded', 'UTF-8 twice', signedBy(Buffer.from('gehe\u00c3\u00afm'), 'geheïm')],

  ['parsed_body', 'an object', { body: event }],
  ['parsed_body', 'nothing', { body: undefined }],
  ['empty_body', 'a text', { body: '' }],
  ['empty_body', 'bytes', { body: new Uint8Array(0) }],
  ['body_is_object_text', 'an object', { body: '[object Object]' }],
  ['body_is_object_text', 'in bytes', { body: bytes('[object Array]') }],
  ['body_too_large', 'a text', { body: `${body}${' '.repeat(2 ** 20)}{}` }],
  ['body_has_byte_order_mark', 'here', { body: `\ufeff${body}` }],
  ['body_has_byte_order_mark', 'here, in bytes', { body: bytes(`\ufeff${body}`) }],
  ['body_has_byte_order_mark', 'there', over(`\ufeff${body}`)],
  ['body_has_other_end', 'here', over(body, `${body}\n`)],
  ['body_has_other_end', 'here, CRLF', over(body, bytes(`${body}\r\n`))],
  ['body_has_other_end', 'there', over(`${body}\n`)],
  ['body_has_other_end', 'spaces', over(body, `  ${body}  `)],
  ['body_has_other_line_ends', 'CRLF here', over(lines, lines.replaceAll('\n', '\r\n'))],
  ['body_has_other_line_ends', 'CRLF there', over(lines.replaceAll('\n', '\r\n'), lines)],
  ['body_in_base64', 'as on Lambda', { body: Buffer.from(body).toString('base64') }],
  ['body_in_base64', 'of raw bytes', over(body, Buffer.from(body).toString('base64'))],
  ['body_in_other_encoding', 'read as Latin-1', { body: Buffer.from(body).toString('latin1') }],
  [
    'body_in_other_encoding',
    'sent in Latin-1',
    over(canonicalJson('{"a":"é"}'), Buffer.from('{"a":"é"}', 'latin1')),
  ],
  ['body_escaped_again', 'here', { body: JSON.stringify(body) }],
  ['body_escaped_again', 'there', over(JSON.stringify(body))],
  ['body_escaped_again', 'there, by Python', over(canonicalJson(JSON.stringify(canonicalJson(body))))],
  ['body_written_again', 'compact', over(body, lines)],
  ['body_written_again', 'two spaces', over(lines)],
  ['body_written_again', 'four spaces', over(JSON.stringify(event, null, 4))],
  ['body_written_again', 'a tab', over(JSON.stringify(event, null, '\t'))],
  ['signer_body_missing', 'empty', over('')],
  ['signer_body_missing', 'an object', over(String({}))],
  ['sender_sample', 'the sample', over(sample)],
  ['characters_not_escaped', 'all', over(unescaped)],
  ['separators_without_spaces', 'all', over(compact)],
  ['keys_not_sorted', 'all', over('{"b": "\\u00e9", "a": 1}', '{"b":"é","a":1}')],
  ['numbers_written_again', 'all', over('{"a": [1, 2]}', '{"a":[1.0,2]}')],

  ['unknown', 'another secret', { secret: 'another' }],
  ['unknown', 'another body', { body: body.replace('Hello', 'Hallo') }],
  ['unknown', 'no JSON', { body: 'a=1&b=2' }],
  ['unknown', 'no text', { body: Uint8Array.of(0xff, 0xfe) }],
]
