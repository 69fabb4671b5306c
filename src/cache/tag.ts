const longestPart = 100

/** `prompt:<name>`, or with what is read of it: `prompt:<name>:version:2`. Plain ASCII, 214 characters at the most. */
export function tag(name: unknown, ...rest: readonly unknown[]): string {
  return ['prompt', name, ...rest].map((part) => encode(String(part))).join(':')
}

// By UTF-16 code unit, since a name may hold half a surrogate pair. `~` and `!` stand for themselves nowhere, so that no
// two parts are encoded alike, long ones apart: a rare clash of these drops a read too many, never one too few.
function encode(part: string): string {
  const encoded = part.replace(/[^\w.-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return encoded.length <= longestPart ? encoded : `${encoded.slice(0, 90)}!${hash(part).toString(36)}`
}

/** FNV-1a, over UTF-16 code units. */
function hash(text: string): number {
  let result = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    result = Math.imul(result ^ text.charCodeAt(index), 0x01000193)
  }
  return result >>> 0
}
