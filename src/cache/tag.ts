const maxPartLength = 100

/**
 * Makes a tag: `prompt:<name>`, or `prompt:<name>:version:2`. ASCII without delimiters, at most 214
 * characters.
 */
export function tag(name: unknown, ...rest: readonly unknown[]): string {
  return ['prompt', name, ...rest].map((part) => encode(String(part))).join(':')
}

// By UTF-16 code unit, because a name may hold half a surrogate pair. `~` and `!` are encoded too, so two
// parts never have the same encoding, except for long ones whose hashes are equal. Those share a tag, and
// an event drops both.
function encode(part: string): string {
  const encoded = part.replace(/[^\w.-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return encoded.length <= maxPartLength ? encoded : `${encoded.slice(0, 90)}!${hash(part).toString(36)}`
}

/** The FNV-1a hash of the UTF-16 code units. */
function hash(text: string): number {
  let result = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    result = Math.imul(result ^ text.charCodeAt(index), 0x01000193)
  }
  return result >>> 0
}
