import { catalog } from '../src/generated/catalog.js'
import { webhookEventTypes } from '../src/index.js'

type Json = Record<string, unknown>

/** A value to judge, and what it shows. */
export interface Case {
  readonly description: string
  readonly data: unknown
}

const { MAX_SAFE_INTEGER: largest } = Number
const values = [null, true, false, 0, -0, 1, 2, -1, 1.5, 1e20, '', ' ', '1', [], [1], {}, { a: 1 }]
const numbers = [largest, -largest, largest + 1, -largest - 1, 1e308, 1.0000001]
const timestamps = [
  '2024-02-29T00:00:00',
  '2023-02-29T00:00:00',
  '2023-12-01T22:05:57Z',
  '2023-12-01T22:05:57.1+05:30',
  '2023-12-01T22:05',
  '2023-12-01T24:00:00',
  '2023-12-01t22:05:57z',
]

/** A first corpus, derived from the catalogue: every leaf missing, of each type, at each bound, and so on. */
export function cases(): Case[] {
  return [
    ...values.map((data) => ({ description: `root ${JSON.stringify(data)}`, data })),
    ...webhookEventTypes.flatMap((type) => {
      const full = { ...catalog[type].example, user_name: 'Ann', user_email: null }
      return [
        { description: type, data: catalog[type].example },
        ...mutations(full).map(({ description, data }) => ({ description: `${type}: ${description}`, data })),
        ...[...webhookEventTypes, 'unknown', '', '__proto__', 'constructor', 'toString'].map((other) => ({
          description: `details of ${type} as ${other}`,
          data: { ...full, event_type: other },
        })),
      ]
    }),
  ]
}

function mutations(event: Json): Case[] {
  const details = event.details as Json
  return [
    ...leaves(event),
    ...leaves(details).map(({ description, data }) => ({
      description: `details.${description}`,
      data: { ...event, details: data },
    })),
  ]
}

function leaves(object: Json): Case[] {
  const changes = Object.keys(object).flatMap((key) => {
    const { [key]: _, ...without } = object
    const candidates = [...values, ...numbers, ...(key === 'timestamp' ? timestamps : [])]
    return [
      { description: `${key} missing`, data: without },
      ...candidates.map((value) => ({
        description: `${key} is ${JSON.stringify(value)}`,
        data: { ...object, [key]: value },
      })),
    ]
  })
  const unknownKeys = ['extra', '__proto__', 'constructor', 'prompt_template_versio', ' '].map((key) => ({
    description: `unknown key ${key}`,
    data: Object.defineProperty({ ...object }, key, { value: 1, enumerable: true }),
  }))
  return [...changes, ...unknownKeys]
}
