const most = 100

/** Text from outside, safe to show in a log or a terminal: in quotes, escaped to ASCII, and cut. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text.slice(0, most)).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > most ? `${escaped}…` : escaped
}
