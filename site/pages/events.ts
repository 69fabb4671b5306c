import { readMarkdown } from './markdown-file.js'
import type { Page } from './page.js'

const source = 'docs/events.md'

/** The catalogue of events, and a page for each event in it. */
export function eventPages(): Page[] {
  const { title, text } = readMarkdown(source)
  const [start = '', ...sections] = text.split(/^## (?=[a-z_]+$)/m)
  const events = sections.map((section, order): Page => {
    const [type = '', ...lines] = section.split('\n')
    return {
      slug: `events/${type}`,
      source: `${source}#${type}`,
      title: type,
      text: lines.join('\n'),
      frontmatter: { sidebar: { order } },
    }
  })
  return [{ slug: 'events', source, title, text: start }, ...events]
}
