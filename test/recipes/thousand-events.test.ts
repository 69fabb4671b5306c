import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WebhookEvent } from '../../src/index.js'
import { seed } from '../support/random-seed.js'
import { arbitraryTemplateChange, startGitRecipe } from './git-recipe.js'

test('1,000 shuffled and repeated events leave one identical tree', async () => {
  const changes = fc.sample(arbitraryTemplateChange, { numRuns: 60, seed })
  const inOrder = await startGitRecipe()
  const events: WebhookEvent[] = []
  for (const change of changes) {
    const event = inOrder.change(change)
    if (event) events.push(event)
  }
  for (const event of events) expect(await inOrder.deliver(event)).toBe(204)

  const shuffled = await startGitRecipe()
  for (const change of changes) shuffled.change(change)
  const repeated = Array.from({ length: 1000 }, (_, index) => events[index % events.length]) as WebhookEvent[]
  const [deliveries = []] = fc.sample(fc.shuffledSubarray(repeated, { minLength: repeated.length }), {
    numRuns: 1,
    seed,
  })
  expect(deliveries).toHaveLength(1000)
  for (const event of deliveries) expect(await shuffled.deliver(event)).toBe(204)

  expect(shuffled.pushed(), `seed ${seed}`).toEqual(inOrder.expected())
  expect(shuffled.tree()).toBe(inOrder.tree())
  // A repeated event makes no commit: there is at most one per template that is there.
  expect(shuffled.commits()).toBe(Object.keys(shuffled.expected()).length)
}, 300_000)
