import { readFileSync } from 'node:fs'
import { signPayload } from '../../src/signature/index.js'
import { readMarkdown } from './markdown-file.js'
import type { Page } from './page.js'

const source = 'README.md'

/**
 * The home page: the README. Its first paragraph and the command that installs the package are shown large,
 * beside a delivery. What concerns a copy of the repository is left out.
 */
export function homePage(): Page {
  const { title, text } = readMarkdown(source)
  const twin = text.replace(/^## Develop\n[\s\S]*?(?=^## |(?![\s\S]))/m, '')
  const [, lead, install, rest] = /^\s*(\S[\s\S]*?)\n\n```sh\n(.*)\n```\n([\s\S]*)$/.exec(twin) ?? []
  if (!lead || !install || !rest) {
    throw new Error(`${source}: expected a paragraph and a command in a block of sh at the start`)
  }
  return {
    slug: '',
    source,
    title,
    text: rest,
    twin,
    frontmatter: {
      template: 'splash',
      // Shown by src/components/hero.astro.
      hero: {},
      landing: { lead: lead.replaceAll('\n', ' '), install, delivery: exampleDelivery() },
    },
  }
}

/** A delivery as the sender makes it, with the signature that it has. */
function exampleDelivery() {
  const event = JSON.parse(readFileSync('examples/payloads/prompt_template_label_moved.json', 'utf8'))
  return {
    type: event.event_type,
    details: event.details,
    signature: signPayload(JSON.stringify(event), 'test-secret'),
  }
}
