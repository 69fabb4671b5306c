import { readMarkdown } from './markdown-file.js'
import type { Page } from './page.js'

const source = 'site/pages/playground.md'

// Nothing on the page can send what somebody enters: no connection, no form, no image from elsewhere, and no
// evaluated code. Starlight's own scripts and styles are partly inline.
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ')

/** The page with the playground: `src/playground/`. */
export function playgroundPage(): Page {
  const { title, text } = readMarkdown(source)
  return {
    slug: 'playground',
    source,
    title,
    text: `import Playground from '../../playground/playground.astro'\n${text}\n<Playground />\n`,
    twin: text,
    isMdx: true,
    frontmatter: {
      tableOfContents: false,
      head: [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy } }],
    },
  }
}
