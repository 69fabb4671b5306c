import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPromptCache, type PromptRead } from '../../src/prompt-cache/index.js'
import { arbitraryChange, RegistryModel, reads } from '../cache/registry-model.js'

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate()
}

const someTurns = fc.nat({ max: 4 })
const manyTurns = fc.nat({ max: 30 })
// Half of the reads are of two names, so that many are cached, in flight and changed at the same time.
const arbitraryRead = fc.oneof(fc.constantFrom(...reads), fc.constantFrom(...reads.slice(0, 16)))
const step = fc.oneof(
  fc.record({ change: arbitraryChange, delivery: someTurns, pause: someTurns }),
  fc.record({ read: arbitraryRead, request: someTurns, response: manyTurns, pause: someTurns }),
)

/** What a load found, and in which state of the registry. */
interface Prompt {
  readonly state: number
  readonly found: string | null
}

test('a get after an event returns what was loaded after the change, whatever is in flight', async () => {
  const seen = { hits: 0, loads: 0, staleInFlight: 0 }
  const property = fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80 }), async (steps) => {
    const registry = new RegistryModel()
    /** The last state that an applied event announced, by the read that it changed. */
    const told = new Map<PromptRead, number>()
    let state = 0
    let latency = { request: 0, response: 0 }
    const cache = createPromptCache<Prompt>({
      load: async (read) => {
        const { request, response } = latency
        seen.loads++
        await turns(request)
        const answer = { state, found: registry.read(read) }
        await turns(response)
        return answer
      },
    })
    const pending: Promise<void>[] = []
    const tooOld: PromptRead[] = []

    async function change(step: { change: Parameters<RegistryModel['change']>[0]; delivery: number }) {
      const before = reads.map((read) => registry.read(read))
      const event = registry.change(step.change)
      if (!event) return
      const now = ++state
      const changed = reads.filter((read, index) => registry.read(read) !== before[index])
      await turns(step.delivery)
      await cache.apply(event)
      for (const read of changed) told.set(read, Math.max(now, told.get(read) ?? 0))
    }

    async function ask(read: PromptRead) {
      const least = told.get(read) ?? 0
      const loads = seen.loads
      const answer = await cache.get(read)
      if (loads === seen.loads) seen.hits++
      if ((answer?.state ?? 0) < least) tooOld.push(read)
      if ((answer?.state ?? 0) < (told.get(read) ?? 0)) seen.staleInFlight++
    }

    for (const step of steps) {
      if ('change' in step) pending.push(change(step))
      else {
        latency = step
        pending.push(ask(step.read))
      }
      await turns(step.pause)
    }
    await Promise.all(pending)
    expect(tooOld).toEqual([])

    // In the end the cache agrees with the registry.
    for (const read of reads) expect((await cache.get(read))?.found).toBe(registry.read(read))
  })
  await fc.assert(property, { numRuns: 300 })
  // The test is only worth something if these cases happened.
  expect(Math.min(seen.hits, seen.loads, seen.staleInFlight)).toBeGreaterThan(50)
})
