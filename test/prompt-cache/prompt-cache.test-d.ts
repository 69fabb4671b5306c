import { bentostore } from 'bentocache'
import { expectTypeOf, test } from 'vitest'
import {
  createPromptCache,
  type PromptCache,
  type PromptCacheStore,
  type PromptRead,
} from '../../src/prompt-cache/index.js'
import type { ReceiverOptions } from '../../src/receiver/index.js'

test('the prompt is what is loaded', () => {
  const cache = createPromptCache({ load: async ({ name }) => (name === '' ? null : { text: name }) })
  expectTypeOf(cache).toEqualTypeOf<PromptCache<{ text: string }>>()
  expectTypeOf(cache.get).parameters.toEqualTypeOf<[PromptRead]>()
  expectTypeOf(cache.get).returns.resolves.toEqualTypeOf<{ text: string } | null>()
})

test('a store of bentocache is a store', () => {
  expectTypeOf(bentostore()).toExtend<PromptCacheStore>()
  expectTypeOf<object>().not.toExtend<PromptCacheStore>()
})

test('a cache fits a receiver in one line', () => {
  expectTypeOf<PromptCache<string>['apply']>().toExtend<NonNullable<ReceiverOptions['onAny']>>()
  expectTypeOf<PromptCache<string>['apply']>().toExtend<
    NonNullable<ReceiverOptions['on']['prompt_template_deleted']>
  >()
})
