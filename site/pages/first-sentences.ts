const maxCharacters = 200

/** Returns the first sentences of a Markdown text, in plain words on one line: as many as fit into a list. */
export function firstSentences(text: string): string {
  const paragraph = text
    .replace(/^(`{3,})[\s\S]*?^\1`*$/gm, '')
    .split(/\n{2,}/)
    .find((block) => /^[\p{Letter}\d`*[]/u.test(block.trim()))
  const plain = (paragraph ?? '')
    .trim()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
  const [first = '', ...sentences] = plain.split(/(?<=[.!?:]) (?=\p{Lu})/u)
  let result = first
  for (const sentence of sentences) {
    if (result.length + sentence.length >= maxCharacters) break
    result += ` ${sentence}`
  }
  return result.replace(/:$/, '.')
}
