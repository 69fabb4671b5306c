const maxCharacters = 100

/** Makes untrusted text safe for a log or a terminal: quoted, escaped to ASCII, and cut to 100 characters. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text.slice(0, maxCharacters)).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > maxCharacters ? `${escaped}…` : escaped
}
