import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cacheTags, cacheTagsOf, type PromptRead } from '../../src/cache/index.js'
import { isStrictWebhookEvent, type WebhookEvent, webhookEventTypesOf } from '../../src/index.js'
import { seed } from '../support/random-seed.js'
import { arbitraryChange, RegistryModel, reads } from './registry-model.js'

const drops = (event: WebhookEvent, read: PromptRead) => {
  const tags = new Set(cacheTags(event))
  return cacheTagsOf(read).some((tag) => tags.has(tag))
}

/** How a read relates to an event, independent of the actual names, labels and numbers. */
function relation({ event_type, details }: WebhookEvent, { name, label, version }: PromptRead): string {
  const isOld = 'old_prompt_template_name' in details && name === details.old_prompt_template_name
  const isSame = 'prompt_template_name' in details && name === details.prompt_template_name
  const ofName = isOld ? 'old name' : isSame ? 'same name' : 'other name'
  const labelOf = 'prompt_template_label' in details ? details.prompt_template_label : undefined
  const versionOf =
    'prompt_template_version_number' in details ? details.prompt_template_version_number : undefined
  const ofRead =
    label !== undefined
      ? `label${labelOf === undefined ? '' : label === labelOf ? ', same' : ', another'}`
      : version !== undefined
        ? `version${versionOf === undefined ? '' : version === versionOf ? ', same' : ', another'}`
        : 'latest'
  return `${event_type}: ${ofName}, ${ofRead}`
}

const histories = fc.array(arbitraryChange, { minLength: 30, maxLength: 60 })

test('a cache that drops by tags holds no stale read after an event is applied', () => {
  const types = new Set<string>()
  const property = fc.property(histories, fc.infiniteStream(fc.nat()), (changes, random) => {
    const registry = new RegistryModel()
    const cache = new Map<PromptRead, string | null>()
    for (const change of changes) {
      for (const read of reads) {
        if ((random.next().value ?? 0) % 2 === 0) continue
        if (!cache.has(read)) cache.set(read, registry.read(read))
      }
      const event = registry.change(change)
      if (!event) continue
      if (!isStrictWebhookEvent(event)) expect(change.name === '' || change.newName === '').toBe(true)
      types.add(event.event_type)
      for (const read of cache.keys()) if (drops(event, read)) cache.delete(read)
      for (const [read, answer] of cache) expect(answer, relation(event, read)).toBe(registry.read(read))
    }
  })
  fc.assert(property, { numRuns: 500, seed })
  expect(types, `seed ${seed}`).toEqual(new Set(webhookEventTypesOf('prompt_template')))
})

test('an event drops no read that it cannot have changed', () => {
  const changed = new Set<string>()
  const dropped = new Set<string>()
  const kept = new Set<string>()
  const property = fc.property(histories, (changes) => {
    const registry = new RegistryModel()
    for (const change of changes) {
      const before = reads.map((read) => registry.read(read))
      const event = registry.change(change)
      if (!event) continue
      for (const [index, read] of reads.entries()) {
        const which = relation(event, read)
        if (before[index] !== registry.read(read)) changed.add(which)
        if (drops(event, read)) dropped.add(which)
        else kept.add(which)
      }
    }
  })
  fc.assert(property, { numRuns: 1000, seed })

  // The relation alone decides whether a read is dropped.
  expect(
    [...dropped].filter((which) => kept.has(which)),
    `seed ${seed}`,
  ).toEqual([])
  // A new template has no other version, but events of an older one may be late or lost, and a read is cheap.
  changed.add('prompt_template_created: same name, version, another')
  expect([...dropped].sort(), `seed ${seed}`).toEqual([...changed].sort())
})
