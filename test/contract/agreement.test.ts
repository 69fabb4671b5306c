import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  explainStrictWebhookEvent,
  explainWebhookEvent,
  isStrictWebhookEnvelope,
  isWebhookEnvelope,
} from '../../src/generated/validators.js'
import * as face from '../../src/index.js'
import type { EventIssue } from '../../src/issue/issue.js'
import * as schemas from '../../src/zod.js'
import { corpus, eventCases } from '../support/corpus.js'
import { fuzzRuns } from '../support/fuzz-runs.js'
import { mutatedPayload } from '../support/payload-mutations.js'
import { seed } from '../support/random-seed.js'

const published = (file: string) => JSON.parse(readFileSync(`schemas/v1/${file}`, 'utf8'))
const ajv = new Ajv({ strict: true, strictTypes: 'log', allErrors: true })
const compiled = (folder: string) => ({
  event: ajv.compile(published(`${folder}WebhookEvent.json`)),
  envelope: ajv.compile(published(`${folder}WebhookEnvelope.json`)),
  byType: new Map(
    Object.entries<string>(published('index.json')).map(([type, file]) => [
      type,
      ajv.compile(published(`${folder}${file}`)),
    ]),
  ),
})

const distinct = (paths: readonly (readonly unknown[])[]) =>
  [...new Set(paths.map((path) => JSON.stringify(path.map(String))))].sort()

// ajv also reports why each alternative was refused.
const isOutermost = ({ schemaPath }: ErrorObject) => !schemaPath.includes('/oneOf/')

function pathOf({ instancePath, params }: ErrorObject): string[] {
  const keys = instancePath.split('/').slice(1)
  const key: string | undefined = params.missingProperty ?? params.additionalProperty
  const path = keys.map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))
  return key === undefined ? path : [...path, key]
}

const strengths = [
  {
    strength: 'tolerant',
    verdictKey: 'valid',
    schemas: compiled(''),
    zod: { event: schemas.webhookEventSchema, envelope: schemas.webhookEnvelopeSchema },
    guards: { event: face.isWebhookEvent, envelope: isWebhookEnvelope },
    explain: explainWebhookEvent,
    read: face.readWebhookEvent,
  },
  {
    strength: 'strict',
    verdictKey: 'strictValid',
    schemas: compiled('strict/'),
    zod: { event: schemas.strictWebhookEventSchema, envelope: schemas.strictWebhookEnvelopeSchema },
    guards: { event: face.isStrictWebhookEvent, envelope: isStrictWebhookEnvelope },
    explain: explainStrictWebhookEvent,
    read: face.readStrictWebhookEvent,
  },
] as const

describe.each(strengths)(
  '$strength: all forms agree on the verdict',
  ({ verdictKey, schemas, zod, guards, explain, read }) => {
    function verdict(data: unknown, description: string): boolean {
      const event = guards.event(data)
      const envelope = guards.envelope(data)
      expect(schemas.event(data), `ajv, ${description}`).toBe(event)
      expect(schemas.envelope(data), `ajv, envelope, ${description}`).toBe(envelope)
      expect(zod.event.safeParse(data).success, `zod, ${description}`).toBe(event)
      expect(zod.envelope.safeParse(data).success, `zod, envelope, ${description}`).toBe(envelope)

      const type = (data as { event_type?: unknown } | null)?.event_type
      const own = typeof type === 'string' ? schemas.byType.get(type) : undefined
      if (own) expect(own(data), `the event's own schema, ${description}`).toBe(event)

      const issues: EventIssue[] = []
      explain(data, issues)
      expect(issues.length === 0, `explained, ${description}`).toBe(own ? event : envelope)
      const validate = own ?? schemas.envelope
      const errors = validate(data) ? [] : (validate.errors ?? [])
      expect(distinct(issues.map(({ path }) => path))).toEqual(
        distinct(errors.filter(isOutermost).map(pathOf)),
      )

      const reading = read(data)
      const unknown = envelope && !face.isWebhookEventType(type)
      if (reading.kind === 'unknown')
        expect(own, `a known type read as unknown, ${description}`).toBeUndefined()
      expect(reading.kind).toBe(event ? 'event' : unknown ? 'unknown' : 'invalid')
      return event
    }

    test('on the corpus, as the corpus states', () => {
      for (const { data, description, [verdictKey]: expected } of eventCases) {
        expect(verdict(data, description), description).toBe(expected)
      }
      for (const { data, description, [verdictKey]: expected } of corpus.get('WebhookEnvelope') ?? []) {
        verdict(data, description)
        expect(guards.envelope(data), description).toBe(expected)
      }
    })

    test('on payloads with random mutations', () => {
      const runs = { true: 0, false: 0 }
      fc.assert(
        fc.property(mutatedPayload, (data) => {
          runs[`${verdict(data, JSON.stringify(data))}`]++
        }),
        { numRuns: fuzzRuns(20_000), seed },
      )
      expect(runs.true, `seed ${seed}`).toBeGreaterThan(fuzzRuns(20_000) / 20)
      expect(runs.false, `seed ${seed}`).toBeGreaterThan(fuzzRuns(20_000) / 20)
    })
  },
)

test('strict accepts a subset of tolerant', () => {
  fc.assert(
    fc.property(mutatedPayload, (data) => {
      if (face.isStrictWebhookEvent(data)) expect(face.isWebhookEvent(data)).toBe(true)
      if (isStrictWebhookEnvelope(data)) expect(isWebhookEnvelope(data)).toBe(true)
    }),
    { numRuns: fuzzRuns(20_000) },
  )
})

test('strict accepts a subset of tolerant in the corpus', () => {
  const all = [...corpus.values()].flat()
  expect(all.filter(({ valid, strictValid }) => strictValid && !valid)).toEqual([])
})
