import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { WebhookEvent } from '../../src/index.js'
import { seed } from '../support/random-seed.js'
import { arbitraryTemplateChange, git, startGitRecipe } from './git-recipe.js'

afterEach(() => void vi.restoreAllMocks())

/** Changes, and after how many more changes the event of each is delivered: at least once, in any order. */
const arbitraryHistory = fc.array(
  fc.tuple(arbitraryTemplateChange, fc.array(fc.nat(8), { minLength: 1, maxLength: 3 })),
  { minLength: 1, maxLength: 20 },
)

test('events that come late, twice and while the registry changes leave what the registry has', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryHistory, async (history) => {
      const recipe = await startGitRecipe()
      const due = new Map<number, WebhookEvent[]>()
      const deliveries: Promise<number>[] = []
      const deliverDue = (step: number) => {
        for (const event of due.get(step) ?? []) deliveries.push(recipe.deliver(event))
      }
      for (const [step, [change, delays]] of history.entries()) {
        const event = recipe.change(change)
        for (const delay of event ? delays : []) {
          due.set(step + delay, [...(due.get(step + delay) ?? []), event as WebhookEvent])
        }
        // Nobody waits for most of these, so the registry changes while they are handled.
        deliverDue(step)
        if (step % 3 === 0) await deliveries.at(-1)
      }
      for (let late = 0; late < 8; late++) deliverDue(history.length + late)
      for (const status of await Promise.all(deliveries)) expect(status).toBe(204)
      expect(recipe.pushed()).toEqual(recipe.expected())
    }),
    { seed, numRuns: 6 },
  )
}, 300_000)

const creation = { kind: 'create', which: 0, name: 'greeting', label: 'prod', version: 1 } as const
const publication = { ...creation, kind: 'publish' } as const

test('a late event does not bring back an older version, a name or a deleted template', async () => {
  const recipe = await startGitRecipe()
  const events = [
    creation,
    publication,
    { ...creation, kind: 'rename', name: 'new name' } as const,
    publication,
  ].map((change) => recipe.change(change) as WebhookEvent)
  for (const event of [...events].reverse()) await recipe.deliver(event)
  expect(recipe.pushed()).toEqual(recipe.expected())
  expect(recipe.commits()).toBe(1)

  const deletion = recipe.change({ ...creation, kind: 'delete' }) as WebhookEvent
  for (const event of [deletion, ...events, deletion]) await recipe.deliver(event)
  expect(recipe.pushed()).toEqual({})
  expect(recipe.commits()).toBe(2)
})

test('if the API fails, nothing is written, and the sender can send the event again', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const recipe = await startGitRecipe()
  const event = recipe.change(creation) as WebhookEvent
  recipe.registry.failure = 503
  expect(await recipe.deliver(event)).toBe(500)
  expect(git(recipe.clone, 'status', '--porcelain')).toBe('')
  recipe.registry.failure = undefined
  expect(await recipe.deliver(event)).toBe(204)
  expect(recipe.pushed()).toEqual(recipe.expected())
})

test('if a push fails, the sender gets 500, and the repeated event pushes', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const recipe = await startGitRecipe()
  const event = recipe.change(creation) as WebhookEvent
  renameSync(recipe.remote, `${recipe.remote}.away`)
  expect(await recipe.deliver(event)).toBe(500)
  renameSync(`${recipe.remote}.away`, recipe.remote)
  expect(recipe.pushed()).toEqual({})
  expect(await recipe.deliver(event)).toBe(204)
  expect(recipe.pushed()).toEqual(recipe.expected())
  expect(recipe.commits()).toBe(1)
})

test('what a process that died left behind is committed with the next event', async () => {
  const recipe = await startGitRecipe()
  const [first, second] = [creation, creation].map((change) => recipe.change(change) as WebhookEvent)
  await recipe.deliver(first as WebhookEvent)
  recipe.change(publication)
  const left = recipe.expected()['prompts/1.json']
  writeFileSync(join(recipe.clone, 'prompts/1.json'), `${left}\n`)
  await recipe.deliver(second as WebhookEvent)
  expect(recipe.pushed()).toEqual(recipe.expected())
})
