import { expectTypeOf, test } from 'vitest'
import type { defineEvent } from '../../src/contract/event.js'
import type { name } from '../../src/contract/fields.js'

type Stale = Parameters<
  typeof defineEvent<'a', { prompt_template_name: ReturnType<typeof name> }>
>[0]['stale']
type StaleOfLabel = Parameters<
  typeof defineEvent<'a', Record<'prompt_template_name' | 'prompt_template_label', ReturnType<typeof name>>>
>[0]['stale']
type StaleOfAgent = Parameters<typeof defineEvent<'a', { agent_name: ReturnType<typeof name> }>>[0]['stale']

test('an event can make stale only what its details name', () => {
  expectTypeOf<NonNullable<Stale>>().toEqualTypeOf<'none' | 'every'>()
  expectTypeOf<NonNullable<StaleOfLabel>>().toEqualTypeOf<'none' | 'every' | 'label'>()
  expectTypeOf<NonNullable<StaleOfAgent>>().toEqualTypeOf<'none'>()
})
