import { expectTypeOf, test } from 'vitest'
import type { defineEvent } from '../../src/contract/event.js'
import type { name } from '../../src/contract/fields.js'

type Subject = Parameters<
  typeof defineEvent<'a', Record<'agent_id' | 'agent_name', ReturnType<typeof name>>>
>[0]['subject']

test('an event can only be identified by fields of its details', () => {
  type Field = 'agent_id' | 'agent_name'
  expectTypeOf<Subject['id']>().toEqualTypeOf<Field>()
  expectTypeOf<Exclude<Subject[keyof Subject], undefined>>().toEqualTypeOf<Field>()
})
