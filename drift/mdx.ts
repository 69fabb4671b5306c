// In MDX, a fence or a heading may be indented by any number of spaces.
const fence =
  /^(?<indent>[ \t]*)(?<marker>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\k<marker>[`~]*[ \t]*$|$(?![\s\S]))/
const comment = /\{\/\*[\s\S]*?\*\/\}/
const componentTag = /^[ \t]*<\/?[A-Z][^>]*>[ \t]*$/
const headingIndent = /^[ \t]+(?=#{1,6}[ \t])/
const special = new RegExp(
  [fence, comment, componentTag, headingIndent].map(({ source }) => source).join('|'),
  'gm',
)

/**
 * Turns MDX into Markdown: without comments and the tags of components, and with fences and headings at
 * the start of their lines. A Markdown parser would take such a tag as the start of HTML, and not see a fence
 * that follows.
 */
export function markdownOf(mdx: string): string {
  return mdx.replace(special, (...match) => {
    const { indent, marker } = match.at(-1) as Record<string, string | undefined>
    return marker === undefined ? '' : match[0].replaceAll(new RegExp(`^${indent}`, 'gm'), '')
  })
}
