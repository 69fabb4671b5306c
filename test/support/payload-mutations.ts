import fc from 'fast-check'
import { catalog } from '../../src/generated/catalog.js'
import { webhookEventTypes } from '../../src/index.js'

type Json = Record<string, unknown>

// With every optional field, so that mutations reach those too.
const examples = Object.values(catalog).map(({ example }) => ({
  ...example,
  user_name: 'José',
  user_email: null,
}))

const keys = new Set([
  ...examples.flatMap((example) => [...Object.keys(example), ...Object.keys(example.details)]),
  'extra',
  '',
  '__proto__',
])

const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, true, '', 'a', 0, 1, 2, -1, 1.5, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), [], {}),
  fc.constantFrom(...webhookEventTypes, ...examples.map(({ timestamp }) => timestamp)),
  fc.constantFrom<unknown>(...examples.map(({ details }) => details)),
)

const change = fc.record({
  inDetails: fc.boolean(),
  key: fc.constantFrom(...keys),
  // `undefined` removes the key.
  value: fc.option(value, { nil: undefined, freq: 4 }),
})

/** JSON values: mostly real payloads with up to three fields set or removed, sometimes any other value. */
export const mutatedPayload: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(fc.constantFrom<Json>(...examples), fc.array(change, { maxLength: 3 })).map(mutate),
  },
  { weight: 1, arbitrary: fc.json().map((text) => JSON.parse(text)) },
)

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

function mutate([payload, changes]: [Json, Change[]]): Json {
  let event = payload
  for (const { inDetails, key, value } of changes) {
    const { details } = event
    const within = inDetails && details !== null && typeof details === 'object'
    event = within ? put(event, 'details', put(details as Json, key, value)) : put(event, key, value)
  }
  return event
}

function put(object: Json, key: string, value: unknown): Json {
  if (value !== undefined) return { ...object, [key]: value }
  const { [key]: _, ...others } = object
  return others
}
