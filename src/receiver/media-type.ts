/** Whether a `Content-Type` is JSON in UTF-8: `application/json` or any `…+json`. */
export function isJson(contentType: string): boolean {
  if (contentType === 'application/json') return true
  const [mediaType = '', ...parameters] =
    contentType
      .toLowerCase()
      .match(parts)
      ?.map((part) => part.trim()) ?? []
  if (!/^(application\/json|[\w!#$&^.-]+\/[\w!#$&^.+-]+\+json)$/.test(mediaType)) return false
  return parameters.every((parameter) => !parameter.startsWith('charset') || utf8.test(parameter))
}

// A semicolon within quotes separates nothing (RFC 9110, 5.6.6).
const parts = /(?:[^;"]|"(?:[^"\\]|\\.)*")+/g

const utf8 = /^charset\s*=\s*"?utf-?8"?$/
