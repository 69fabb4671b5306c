/** Returns a text without the line ends at its end. A pattern takes quadratic time if they end no text. */
export function withoutLineEnd(text: string): string {
  let end = text.length
  while (end && '\r\n'.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
