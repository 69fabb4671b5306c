import type { Block } from './block.js'
import { markdownBlocks } from './markdown-blocks.js'
import { type Page, PageReader } from './page-reader.js'
import { textBlocks } from './text-blocks.js'

const marksOfMarkdown = /^\s*(?:#{1,6}\s|`{3}|~{3}|[|].*[|])|<(?:table|h[1-6]|pre)[\s>]/m

/** Reads a page in any of its forms: sections in Markdown, a table in MDX or HTML, or plain text. */
export function readPage(text: string): Page {
  const blocks: Block[] = marksOfMarkdown.test(text) ? markdownBlocks(text) : textBlocks(text)
  const reader = new PageReader()
  for (const block of blocks) reader.read(block)
  return reader.end()
}
