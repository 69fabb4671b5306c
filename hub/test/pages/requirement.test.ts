import { expect, test } from 'vitest'
import { catalogue } from '../../src/catalogue.js'
import { requirementOf } from '../../src/pages/events/requirement.js'

test('says in words what is asked of a field', () => {
  const [entry] = catalogue
  const { properties = {} } = entry?.schema ?? {}
  const said = Object.entries(properties).map(([name, schema]) => [
    name,
    requirementOf(schema, entry?.schema ?? {}),
  ])
  expect(Object.fromEntries(said)).toMatchObject({
    event_type: '"prompt_template_created"',
    user_id: 'integer, at least 1',
    user_name: 'string, not empty or null',
    timestamp: 'string, of a fixed form',
  })
})
