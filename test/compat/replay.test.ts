import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../compat/check.js'
import { releasedFolder, workingFolder } from '../../compat/released.js'
import { readReleasedCorpus } from '../../compat/released-corpus.js'
import { readWebhookEvent, type WebhookEventType, webhookEventTypes } from '../../src/index.js'
import { arbitraryStrictEvent } from '../../src/testing/index.js'
import { eventCases } from '../support/corpus.js'
import { fuzzRuns } from '../support/fuzz-runs.js'

interface Payload {
  readonly event_type: string
}

const working = contractIn(workingFolder)
const { version, required, missing } = await check('.')
// docs/versioning.md allows a breaking change that is announced, so the last release may refuse what is new.
const isBroken = required === 'major' && missing === undefined
if (isBroken) process.stderr.write(`Replays of ${version} are skipped: a breaking change is announced.\n`)

describe.each([
  { folder: join(releasedFolder, version), isOutdated: isBroken },
  // The contract before it grew: here, most events are new. A breaking change is made in this folder too.
  { folder: 'test/compat/seven-events', isOutdated: false },
])('$folder', ({ folder, isOutdated }) => {
  const released = contractIn(folder)
  const payloads = readReleasedCorpus(folder) as Payload[]

  /** How a receiver of the release reads a payload. */
  const readingOf = (payload: unknown, type: string) => {
    if (!released.isEnvelope(payload)) return 'refused'
    if (released.isEvent(payload)) return 'event'
    return released.types.includes(type) ? 'refused' : 'unknown'
  }

  test('the corpus has payloads of every type, and the release accepts them', () => {
    const types = new Set(payloads.map(({ event_type }) => event_type))
    expect(released.types.filter((type) => !types.has(type))).toEqual([])
    expect(payloads.filter((payload) => readingOf(payload, payload.event_type) === 'refused')).toEqual([])
  })

  test.skipIf(isOutdated)(
    'the working tolerant contract accepts every payload of the corpus, known types as known',
    () => {
      for (const payload of payloads) {
        const isKnown = released.types.includes(payload.event_type)
        // A type that was unknown may be known now, with details of its own.
        if (!isKnown && working.types.includes(payload.event_type)) continue
        expect(working.isEnvelope(payload), JSON.stringify(payload)).toBe(true)
        expect(working.isEvent(payload), JSON.stringify(payload)).toBe(isKnown)
        expect(readWebhookEvent(payload).kind).toBe(isKnown ? 'event' : 'unknown')
      }
    },
  )

  const expected = (type: string) => (released.types.includes(type) ? 'event' : 'unknown')

  test.skipIf(isOutdated).each(webhookEventTypes)(
    'the release accepts every %s that the strict contract can make',
    (type: WebhookEventType) => {
      fc.assert(
        fc.property(arbitraryStrictEvent(fc, type), (event) => {
          expect(readingOf(event, type)).toBe(expected(type))
        }),
        { numRuns: fuzzRuns(1_000) },
      )
    },
  )

  test.skipIf(isOutdated)(
    'the release accepts every case of the corpus that the strict contract allows',
    () => {
      const strict = eventCases.filter(({ strictValid }) => strictValid).map(({ data }) => data as Payload)
      expect(strict.length).toBeGreaterThan(webhookEventTypes.length)
      for (const payload of strict)
        expect(readingOf(payload, payload.event_type), JSON.stringify(payload)).toBe(
          expected(payload.event_type),
        )
    },
  )
})

function contractIn(folder: string) {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const compile = (file: string) => new Ajv({ strictTypes: false }).compile(read(file))
  return {
    types: Object.keys(read('index.json')),
    isEvent: compile('WebhookEvent.json'),
    isEnvelope: compile('WebhookEnvelope.json'),
  }
}
