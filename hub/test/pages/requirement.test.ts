import { expect, test } from 'vitest'
import { catalog } from '../../src/catalog.js'
import { requirementOf } from '../../src/pages/events/requirement.js'

test.each(catalog)('describes what the fields of $type require', ({ type, schema }) => {
  const said = Object.entries(schema.properties ?? {}).map(([name, each]) => [
    name,
    requirementOf(each, schema),
  ])
  expect(Object.fromEntries(said)).toMatchObject({
    event_type: JSON.stringify(type),
    user_id: 'integer, at least 1',
    user_name: 'string, not empty or null',
    timestamp: expect.stringMatching(/^string, .*format$/),
  })
})
