import { posix } from 'node:path'
import type { Page } from './page.js'

const guide = /^docs\/(?!decisions\/|architecture\.md)/

// What comes first is left as it is: blocks of code, headings, rows of tables and links.
const leftOrName = /^(`{3,})[\s\S]*?^\1`*$|^[#|].*$|!?\[(?:[^[\]`]|`[^`]*`)*\]\([^()\s]*\)|`(\w+)(?:\(\))?`/gm

// `serve` and `Webhook` are words too.
const isDistinct = (name: string) => /^[a-z]+[A-Z]|^[A-Z][a-z]+[A-Z]/.test(name)

/**
 * Links what a page of the guide names to its description in the API reference: each name once, where it
 * comes first.
 *
 * @param addresses where each export is described, relative to the root of the repository
 */
export function withNameLinks(page: Page, addresses: ReadonlyMap<string, string>): Page {
  const { source, text } = page
  if (!guide.test(source)) return page
  const seen = new Set<string>()
  const linked = text.replaceAll(leftOrName, (match, _fence, name?: string) => {
    const address = name && isDistinct(name) ? addresses.get(name) : undefined
    if (!name || !address || seen.has(name)) return match
    seen.add(name)
    return `[${match}](${posix.relative(posix.dirname(source), address)})`
  })
  return { ...page, text: linked }
}
