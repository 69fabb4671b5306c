import { bytesOf, type Data, encode } from '../../runtime/encoding.js'
import { globals } from '../../runtime/globals.js'
import { fromBase64, fromHex, latin1Text } from './decode.js'
import type { SignatureCause } from './signature-cause.js'
import { withoutLineEnd } from './without-line-end.js'

const prefix = 'whsec_'

/** Keys that a signer may have used instead of a secret, each with the cause that it shows. */
export function secretVariants(secret: string): (readonly [SignatureCause, Data | undefined])[] {
  const bare = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret
  const bytes = bytesOf(secret)
  // Not `encode`, which is for hashes: a secret may be longer than a list of arguments.
  const base64 = globals.btoa(latin1Text(bytes))
  return [
    ['secret_has_line_end', withoutLineEnd(secret)],
    ['secret_has_white_space', secret.trim()],
    ['secret_has_quotes', unquoted(secret)],
    ['secret_has_quotes', unquoted(secret.trim()).trim()],
    ['secret_has_invisible_characters', secret.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()],
    ['signer_secret_has_line_end', `${secret}\n`],
    ['signer_secret_has_line_end', `${secret}\r\n`],
    ['signer_secret_has_white_space', ` ${secret}`],
    ['signer_secret_has_white_space', `${secret} `],
    ['signer_secret_has_quotes', `"${secret}"`],
    ['signer_secret_has_quotes', `'${secret}'`],
    ['signer_secret_without_prefix', bare],
    ['signer_secret_with_prefix', prefix + secret],
    ['signer_secret_decoded', fromBase64(bare)],
    ['signer_secret_decoded', fromHex(bare)],
    ['signer_secret_encoded', encode('hex', bytes)],
    ['signer_secret_encoded', base64],
    ['signer_secret_encoded', prefix + base64],
    ['secret_in_other_case', secret.toLowerCase()],
    ['secret_in_other_case', secret.toUpperCase()],
    ['secret_percent_encoded', percent(encodeURIComponent, secret)],
    ['secret_percent_encoded', percent(decodeURIComponent, secret)],
    ...['', 'undefined', 'null', 'None'].map((key) => ['signer_secret_missing', key] as const),
    // What can be read of the bytes as text, where a program takes them for Latin-1.
    ['signer_secret_encoded', bytes.length > secret.length ? bytesOf(latin1Text(bytes)) : undefined],
  ]
}

const unquoted = (text: string) => text.replace(/^(["'`])(.*)\1$/s, '$2')

function percent(code: (text: string) => string, secret: string): string | undefined {
  try {
    return code(secret)
  } catch {
    // A lone surrogate, or a percent sign that starts no escape.
    return undefined
  }
}
