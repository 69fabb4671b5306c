import { expect, test } from 'vitest'
import { catalog, envelopeFields } from '../../src/catalog.js'
import { eventTypePages } from '../../src/pages/event-types/index.js'

test('the page of event types shows every field of every event, with its type and its strict rule', async () => {
  const html = await (await eventTypePages().request('/event-types')).text()
  const text = html.replaceAll('<wbr/>', '').replaceAll('&quot;', '"')
  for (const { type, details } of catalog) {
    const section = text.split(`id="${type}"`)[1]?.split('</section>')[0] ?? ''
    for (const { name, type: kind, strict } of [...details]) {
      expect(section, `${type} ${name}`).toContain(name)
      expect(section, `${type} ${name}`).toContain(strict ? `${kind}, ${strict}` : kind)
    }
  }
  for (const { name } of envelopeFields) expect(text).toContain(name)
})

test('a search finds the types that have every one of its words', async () => {
  const found = async (search: string) => {
    const query = new URLSearchParams({ search })
    const html = await (await eventTypePages().request(`/event-types?${query}`)).text()
    return [...html.matchAll(/<h2 id="(\w+)"/g)].map(([, type]) => type)
  }
  expect(await found(' LABEL  moved ')).toEqual(['prompt_template_label_moved'])
  expect((await found('label')).length).toBeGreaterThan(1)
  expect(await found('label nothing')).toEqual([])
})
