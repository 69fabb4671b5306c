// In MDX, a fence or a heading may be indented by any number of spaces.
const fence =
  /^(?<indent>[ \t]*)(?<marker>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\k<marker>[`~]*[ \t]*$|$(?![\s\S]))/
const comment = /\{\/\*[\s\S]*?\*\/\}/
// Mintlify's components that document a field.
const field = /^[ \t]*<(?:Response|Param)Field(?<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*)>/
const fieldEnd = /<\/(?:Response|Param)Field>/
const componentTag = /^[ \t]*<\/?[A-Z][^>]*>[ \t]*$/
const headingIndent = /^[ \t]+(?=#{1,6}[ \t])/
const special = new RegExp(
  [fence, comment, field, fieldEnd, componentTag, headingIndent].map(({ source }) => source).join('|'),
  'gm',
)

/**
 * Turns MDX into Markdown: without comments and the tags of components, and with fences and headings at
 * the start of their lines. A Markdown parser would take such a tag as the start of HTML, and not see a fence
 * that follows. A field is an item of a list, and the title of any other component is code.
 */
export function markdownOf(mdx: string): string {
  return mdx.replace(special, (...match) => {
    const [tag] = match
    const { indent, marker, attributes } = match.at(-1) as Record<string, string | undefined>
    if (marker !== undefined) return tag.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    if (attributes !== undefined) return itemOf(attributes)
    const title = attributeOf(tag, 'title')
    return title === undefined ? '' : `\n\`${title}\`\n`
  })
}

/** Writes a field as `field (type)`. */
function itemOf(attributes: string): string {
  const name = attributeOf(attributes, 'name|body')
  const type = attributeOf(attributes, 'type')?.replaceAll('<', '&lt;')
  const isRequired = /\srequired\b/.test(attributes.replaceAll(/"[^"]*"|'[^']*'/g, ''))
  if (name === undefined) return ''
  return `- \`${name}\`${type === undefined ? '' : ` (${type}${isRequired ? ', required' : ''})`} `
}

function attributeOf(text: string, name: string): string | undefined {
  return new RegExp(`\\s(?:${name})=(?<quote>["'])(?<value>.*?)\\k<quote>`, 's').exec(text)?.groups?.value
}
