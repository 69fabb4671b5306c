import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cacheTags, cacheTagsOf, type PromptRead } from '../../src/cache/index.js'
import { catalog, staleReads } from '../../src/generated/catalog.js'
import type { WebhookEnvelope } from '../../src/index.js'

describe('the tags of a read', () => {
  test.each([
    [{ name: 'Hello' }, ['prompt:Hello', 'prompt:Hello:latest']],
    [{ name: 'Hello', version: 2 }, ['prompt:Hello', 'prompt:Hello:version:2']],
    [{ name: 'Hello', label: 'prod' }, ['prompt:Hello', 'prompt:Hello:label:prod']],
    [
      { name: 'Hello', ...({ label: undefined, version: undefined } as object) },
      ['prompt:Hello', 'prompt:Hello:latest'],
    ],
    [
      { name: 'Hello', version: 2, label: 'prod' },
      ['prompt:Hello', 'prompt:Hello:version:2', 'prompt:Hello:label:prod'],
    ],
    [{ name: 'a:b, c' }, ['prompt:a~003ab~002c~0020c', 'prompt:a~003ab~002c~0020c:latest']],
    [{ name: 'é😀\ud83d' }, ['prompt:~00e9~d83d~de00~d83d', 'prompt:~00e9~d83d~de00~d83d:latest']],
    [{ name: '~003a!' }, ['prompt:~007e003a~0021', 'prompt:~007e003a~0021:latest']],
    [{ name: '' }, ['prompt:', 'prompt::latest']],
    [
      { name: 'Hello', provider: 'openai', model: 'gpt-4', ...({ input_variables: {} } as object) },
      ['prompt:Hello', 'prompt:Hello:latest'],
    ],
  ])('%j', (read, tags) => {
    expect(cacheTagsOf(read)).toEqual(tags)
  })

  test.each([
    [{ name: 'Hello', label: null }, 'label: expected a string that is not empty, got null'],
    [{ name: 'Hello', label: '' }, 'label: expected a string that is not empty, got an empty string'],
    [{ name: 'Hello', version: '2' }, 'version: expected a whole number of at least 1, got a string'],
    [{ name: 'Hello', version: 0 }, 'version: expected a whole number of at least 1, got a number'],
    [{}, 'name: expected a string, got undefined'],
    [undefined, 'read: expected an object with a name, got undefined'],
  ])('refuses %j, which an API may read as something else', (read, message) => {
    expect(() => cacheTagsOf(read as PromptRead)).toThrow(new TypeError(message))
  })
})

test('a name of up to 100 characters is kept, a longer one is cut and ends in its hash', () => {
  const name = 'x'.repeat(100)
  expect(cacheTagsOf({ name })[0]).toBe(`prompt:${name}`)
  // The FNV-1a hash, worked out by another program.
  expect(cacheTagsOf({ name: `${name}794509` })[0]).toBe(`prompt:${'x'.repeat(90)}!e8ubat`)
})

describe('the tags of the real payloads', () => {
  test.each([
    ['prompt_template_created', ['prompt:New~0020template~0020name']],
    [
      'prompt_template_version_created',
      ['prompt:New~0020template~0020name:latest', 'prompt:New~0020template~0020name:version:2'],
    ],
    ['prompt_template_name_changed', ['prompt:New~0020name', 'prompt:Old~0020name']],
    ['prompt_template_deleted', ['prompt:2']],
    ['prompt_template_label_created', ['prompt:Hello:label:prod']],
    ['prompt_template_label_deleted', ['prompt:Hello:label:prod']],
    ['prompt_template_label_moved', ['prompt:Hello:label:prod']],
  ] as const)('%s', (type, tags) => {
    expect(cacheTags(catalog[type].example)).toEqual(tags)
  })

  test.each(Object.values(catalog))('$type has tags, unless it makes nothing stale', ({ type, example }) => {
    expect(cacheTags(example).length === 0).toBe(staleReads[type] === 'none')
  })

  test('each tag is listed once', () => {
    const { example } = catalog.prompt_template_name_changed
    const details = { ...example.details, old_prompt_template_name: 'New name' }
    expect(cacheTags({ ...example, details })).toEqual(['prompt:New~0020name'])
  })
})

describe('an event of an unknown type', () => {
  const unknown = (details: object, event_type = 'prompt_template_added_later') =>
    ({ ...catalog.prompt_template_deleted.example, event_type, details }) as WebhookEnvelope

  test('makes every read by its names stale', () => {
    const details = {
      prompt_template_name: 'a',
      old_prompt_template_name: 'b',
      prompt_template_version_number: 1,
    }
    expect(cacheTags(unknown(details))).toEqual(['prompt:a', 'prompt:b'])
  })

  test.each([{}, { agent_name: 'a' }, { prompt_template_name: 1, old_prompt_template_name: null }])(
    'makes nothing stale without a name: %j',
    (details) => {
      expect(cacheTags(unknown(details))).toEqual([])
    },
  )

  test.each(['constructor', '__proto__', 'toString'])('may be named %s', (type) => {
    expect(cacheTags(unknown({ prompt_template_name: 'a' }, type))).toEqual(['prompt:a'])
  })
})

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({
    minLength: 1,
    unit: fc.constantFrom(':', '~', '!', 'a', '003a', 'latest', 'label', 'version', '\ud800'),
  }),
)

test('a tag is ASCII without header delimiters, and short enough for Next.js', () => {
  const any = fc.oneof(text, fc.string({ unit: 'binary', minLength: 90, maxLength: 2000 }))
  fc.assert(
    fc.property(any, any, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (name, label, version) => {
      for (const tag of cacheTagsOf({ name, label, version })) expect(tag).toMatch(/^[\w.~!:-]{1,214}$/)
    }),
    { numRuns: 5000 },
  )
})

test('different reads have different tags', () => {
  const read = fc.oneof(
    fc.record({ name: text }),
    fc.record({ name: text, label: text }),
    fc.record({ name: text, version: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) }),
  )
  fc.assert(
    fc.property(read, read, (one, other) => {
      expect(cacheTagsOf(one).join() === cacheTagsOf(other).join()).toBe(
        JSON.stringify(one) === JSON.stringify(other),
      )
    }),
    { numRuns: 20_000 },
  )
})

test('long names that differ only at the end have different tags', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `${'é'.repeat(200)}${index}`)
  expect(new Set(names.flatMap((name) => cacheTagsOf({ name }))).size).toBe(2000)
})
