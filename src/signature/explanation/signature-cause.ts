/** Why a signature does not match. The codes are stable, so you can branch on them. */
export type SignatureCause =
  // The signature.
  | 'missing_signature'
  | 'malformed_signature'
  | 'signature_has_white_space'
  | 'signature_has_quotes'
  | 'signature_has_prefix'
  | 'signature_repeated'
  | 'signature_truncated'
  | 'signature_in_other_encoding'
  | 'signature_is_secret'
  | 'signature_of_other_hash'
  | 'signature_of_other_header'
  // The secret.
  | 'unusable_secret'
  | 'secret_has_quotes'
  | 'secret_has_line_end'
  | 'secret_has_white_space'
  | 'secret_has_invisible_characters'
  | 'secret_in_other_case'
  | 'secret_percent_encoded'
  | 'signer_secret_missing'
  | 'signer_secret_has_quotes'
  | 'signer_secret_has_line_end'
  | 'signer_secret_has_white_space'
  | 'signer_secret_without_prefix'
  | 'signer_secret_with_prefix'
  | 'signer_secret_decoded'
  | 'signer_secret_encoded'
  // The body.
  | 'parsed_body'
  | 'empty_body'
  | 'body_is_object_text'
  | 'body_too_large'
  | 'body_has_byte_order_mark'
  | 'body_has_other_end'
  | 'body_has_other_line_ends'
  | 'body_in_base64'
  | 'body_in_other_encoding'
  | 'body_escaped_again'
  | 'body_written_again'
  | 'signer_body_missing'
  | 'sender_sample'
  | 'characters_not_escaped'
  | 'separators_without_spaces'
  | 'keys_not_sorted'
  | 'numbers_written_again'
  // Neither.
  | 'unknown'

/**
 * What each code means, in words. They are fixed, so that no part of a secret, a body or a signature gets
 * into them.
 */
export const causes: { readonly [Cause in SignatureCause]: string } = {
  missing_signature: 'The signature is missing. Pass the value of the X-PromptLayer-Signature header.',
  malformed_signature: 'The signature does not have the form of one: 64 hexadecimal digits.',
  signature_has_white_space: 'The signature has white space in it. Without it, the signature is right.',
  signature_has_quotes: 'The signature has quotes around it. Without them, it is right.',
  signature_has_prefix:
    'The signature is right, but something stands before it, such as sha256= or the name of the header. The sender sends only the 64 digits.',
  signature_repeated:
    'The signature is right, but the header has several values. It was sent twice, or a proxy added one.',
  signature_truncated: 'A part of the signature is missing. What is there is right.',
  signature_in_other_encoding:
    'The signature is right, but not written in hexadecimal digits. It is base64, or was encoded twice.',
  signature_is_secret:
    'The signature is the secret itself. Sign the body with the secret, and never send the secret. Change it now.',
  signature_of_other_hash:
    'The signature has the length of another hash, such as SHA-1 or SHA-512. The sender uses HMAC with SHA-256.',
  signature_of_other_header:
    'The signature has the form of another scheme, such as the webhook-signature header of Standard Webhooks. Pass the value of the X-PromptLayer-Signature header.',

  unusable_secret: 'The secret cannot be right as it is.',
  secret_has_quotes:
    'Your secret has quotes around it. Without them, the signature is right. Remove them where you set the secret.',
  secret_has_line_end:
    'Your secret ends with a line end. Without it, the signature is right. Remove it where you set the secret.',
  secret_has_white_space:
    'Your secret has white space around it. Without it, the signature is right. Remove it where you set the secret.',
  secret_has_invisible_characters:
    'Your secret has invisible characters in it. Without them, the signature is right. Copy the secret again.',
  secret_in_other_case:
    'Your secret has capital and small letters where the signer has others. Copy the secret again.',
  secret_percent_encoded:
    'On one side the secret is percent-encoded, as in a URL, and on the other it is not. Use the same text on both.',
  signer_secret_missing:
    'The signer signed with an empty secret, or with a text such as "undefined". Set its secret.',
  signer_secret_has_quotes:
    'The signer’s secret has quotes around it, and yours does not. Remove them there.',
  signer_secret_has_line_end:
    'The signer’s secret ends with a line end, and yours does not. Remove it there.',
  signer_secret_has_white_space:
    'The signer’s secret has white space around it, and yours does not. Remove it there.',
  signer_secret_without_prefix:
    'The signer left out the whsec_ at the start of the secret. This scheme uses the whole text.',
  signer_secret_with_prefix:
    'The signer’s secret starts with whsec_, and yours does not. Use the same text on both sides.',
  signer_secret_decoded:
    'The signer decoded the secret from base64 or hexadecimal digits. This scheme uses its text as it is.',
  signer_secret_encoded:
    'The signer’s secret is yours in base64 or hexadecimal digits. Use the same text on both sides.',

  parsed_body:
    'The body is not raw: it was parsed already. The signature covers the body as it was sent, so pass its text or bytes.',
  empty_body: 'The body is empty. Something may have read it before.',
  body_is_object_text:
    'The body is the text of an object, such as [object Object]. Something parsed it and turned the result into text. Pass the body as it was sent.',
  body_too_large: 'The signature does not match. The body is too large to look for the cause.',
  body_has_byte_order_mark:
    'A byte order mark at the start of the body is on one side only. Remove it: JSON has none.',
  body_has_other_end:
    'The body was signed with another end, or start: a line end or white space was added or removed. An editor may have done so.',
  body_has_other_line_ends:
    'The body was signed with other line ends: LF became CRLF, or CRLF became LF. Pass the body as it was sent.',
  body_in_base64: 'The body is still in base64. Decode it first. On AWS Lambda, look at isBase64Encoded.',
  body_in_other_encoding:
    'The body was decoded as Latin-1, or is in Latin-1. Pass its bytes, or decode them as UTF-8.',
  body_escaped_again:
    'The body is a JSON string that holds the JSON, on one side only. Something encoded it twice.',
  body_written_again:
    'The signature covers the same JSON in another layout. Something parsed the body and wrote it again, before or after it was signed. Pass the body as it was sent.',
  signer_body_missing:
    'The signer signed an empty body, or the text of an object, such as [object Object]. It has to sign the text that it sends.',
  sender_sample:
    'The signer uses the JavaScript sample of the sender’s documentation, which differs from the sender for some payloads, such as those with é. Use signPayload.',
  characters_not_escaped:
    'The signer did not escape the characters outside of ASCII. Write é as \\u00e9, as json.dumps does in Python, or use signPayload.',
  separators_without_spaces:
    'The signer sorted the keys, but wrote no space after commas and colons. Write ", " and ": ", as json.dumps does in Python, or use signPayload.',
  keys_not_sorted:
    'The signer wrote the JSON as json.dumps does in Python, but did not sort the keys. Sort them at every depth, or use signPayload.',
  numbers_written_again:
    'The signer wrote the numbers in another way than the body, such as 1 for 1.0. Read them as Python does, or use signPayload.',

  unknown:
    'No known cause fits. The secret may belong to another endpoint, or the body is not the one that was signed.',
}
