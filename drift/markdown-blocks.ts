import { Marked } from 'marked'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { Block } from './block.js'
import { eventRows } from './event-table.js'
import { attribute, childrenOf, elementsIn, textOf } from './html.js'
import { markdownOf } from './mdx.js'

// MDX has no indented code: it is the content of a component or of an HTML element.
const markdown = new Marked({ async: false, tokenizer: { code: () => undefined } })

const name = /(?<!\w)[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?!\w)/g
const wholeName = /^`(?:details\.)?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`$/

/** Reads the blocks of a page in Markdown, MDX or HTML. Both kinds of tables are fine. */
export function markdownBlocks(page: string): Block[] {
  const root = parse(markdown.parse(markdownOf(page)) as string)
  return [...blocksIn(root), { kind: 'names', names: namesIn(root) }]
}

/**
 * The names of events and fields, by their form: code that is nothing else, and the words of titles. Code
 * such as `sort_keys=True` names neither, and fenced code is read by itself.
 */
function namesIn(node: Tree.Node): string[] {
  if (node.nodeName === 'pre') return []
  const inTitle = attribute(node, 'title')?.match(name) ?? []
  const inCode = node.nodeName === 'code' ? wholeName.exec(textOf(node))?.[1] : undefined
  return [...inTitle, ...(inCode === undefined ? [] : [inCode]), ...childrenOf(node).flatMap(namesIn)]
}

function blocksIn(node: Tree.Node): Block[] {
  return childrenOf(node).flatMap((child): Block[] => {
    const heading = /^h([1-6])$/.exec(child.nodeName)
    if (heading)
      return [{ kind: 'heading', level: Number(heading[1]), text: textOf(child).replaceAll('`', '').trim() }]
    if (child.nodeName === 'table') return eventRows(child)
    if (child.nodeName === 'pre') {
      const [code] = elementsIn(child, 'code')
      const language = /language-(\w+)/.exec((code && attribute(code, 'class')) ?? '')?.[1] ?? ''
      return [{ kind: 'code', language, text: textOf(child) }]
    }
    if (/^[uo]l$/.test(child.nodeName)) {
      const items = elementsIn(child, 'li').map((item) => textOf(item).trim())
      return [{ kind: 'list', items }, ...blocksIn(child)]
    }
    return blocksIn(child)
  })
}
