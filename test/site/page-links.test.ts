import { describe, expect, test } from 'vitest'
import { withLinks } from '../../site/pages/links.js'
import type { Page } from '../../site/pages/page.js'

const page = (slug: string, source: string): Page => ({ slug, source, title: `Title of ${slug}`, text: '' })
const pages = [
  page('', 'README.md'),
  page('receiver', 'docs/receiver.md'),
  page('languages', 'docs/languages/README.md'),
  page('languages/go', 'docs/languages/go.md'),
  page('events', 'docs/events.md'),
  page('events/one', 'docs/events.md#one'),
]

/** Translates the links of a page as they are on the site. */
function onSite(text: string, source: string, repository?: string): string {
  const folder = pages.find((each) => each.source === source)?.slug ?? ''
  return withLinks(text, {
    source,
    pages,
    folder,
    pathOf: ({ slug }) => (slug ? `${slug}/` : ''),
    repository,
  })
}

describe('the links of a page', () => {
  test.each([
    ['README.md', '[Receive](docs/receiver.md#answers)', '[Receive](receiver/#answers)'],
    ['docs/receiver.md', '[the start](../README.md)', '[the start](../)'],
    ['docs/receiver.md', '[Go](languages/go.md)', '[Go](../languages/go/)'],
    ['docs/receiver.md', '[languages](languages)', '[languages](../languages/)'],
    ['docs/receiver.md', '[below](#answers)', '[below](./#answers)'],
    ['docs/languages/go.md', '[`check`](../receiver.md)', '[`check`](../../receiver/)'],
    ['docs/receiver.md', '[one](events.md#one)', '[one](../events/one/)'],
    ['docs/receiver.md', '[all](events.md#every)', '[all](../events/#every)'],
    ['docs/events.md', '[one](#one)', '[one](one/)'],
    ['docs/events.md#one', '[Go](languages/go.md)', '[Go](../../languages/go/)'],
    ['docs/receiver.md', '[a schema](../schemas/v1/index.json)', '[a schema](../schemas/v1/index.json)'],
    ['docs/receiver.md', '[docs](https://example.com/a.md)', '[docs](https://example.com/a.md)'],
  ])('in %s, %s becomes %s', (source, text, expected) => {
    expect(onSite(text, source)).toBe(expected)
  })

  test('a link whose words are the name of a file gets the title of its page', () => {
    expect(onSite('[docs/receiver.md](docs/receiver.md)', 'README.md')).toBe('[Title of receiver](receiver/)')
  })

  test('code stays as it is', () => {
    const text = '`[a](b.md)`\n\n```md\n[a](b.md)\n```\n'
    expect(onSite(text, 'README.md')).toBe(text)
  })

  test('a file that the site does not have is in the repository, if that has an address', () => {
    const text = '[the licence](LICENSE) and [tests](test)'
    expect(onSite(text, 'README.md', 'https://github.com/owner/name')).toBe(
      '[the licence](https://github.com/owner/name/blob/main/LICENSE) and [tests](https://github.com/owner/name/tree/main/test)',
    )
    expect(onSite('[licences](dist/THIRD-PARTY-LICENSES.txt)', 'README.md')).toBe('licences')
  })

  test('a file that does not exist fails', () => {
    expect(() => onSite('[nothing](docs/nothing.md)', 'README.md')).toThrow(
      'README.md: links to docs/nothing.md, which does not exist',
    )
  })
})
