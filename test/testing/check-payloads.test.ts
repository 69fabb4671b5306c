import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  InvalidEventError,
  UnknownEventTypeError,
  WebhookContractError,
  webhookEventTypes,
} from '../../src/index.js'
import {
  checkPayloads,
  checkStrictPayloads,
  exampleEvents,
  InvalidPayloadsError,
} from '../../src/testing/index.js'

const event = exampleEvents.prompt_template_deleted
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, content: unknown): void {
  mkdirSync(join(folder, file, '..'), { recursive: true })
  writeFileSync(join(folder, file), content instanceof Uint8Array ? content : JSON.stringify(content))
}

function failure(check = checkPayloads): InvalidPayloadsError {
  try {
    check(folder)
  } catch (error) {
    if (error instanceof InvalidPayloadsError) return error
    throw error
  }
  throw new Error('Nothing was thrown')
}

test('the real payloads are valid, by both strengths', () => {
  cpSync('examples/payloads', folder, { recursive: true })
  const types = [...webhookEventTypes].sort()
  for (const check of [checkPayloads, checkStrictPayloads]) {
    const payloads = check(folder)
    expect(payloads.map(({ event }) => event.event_type)).toEqual(types)
    expect(payloads.map(({ source }) => source)).toEqual(types.map((type) => `${type}.json`))
  }
})

test('files are found in folders, arrays are taken apart, other files are left alone', () => {
  write('b.json', event)
  write('a/deep/c.json', [event, { ...event, extra: 1 }])
  write('a/empty.json', [])
  write('notes.txt', 'no payload')
  write('a/d.ndjson', 'no payload')
  mkdirSync(join(folder, 'folder.json'))
  expect(checkPayloads(folder)).toEqual([
    { source: 'a/deep/c.json[0]', event },
    { source: 'a/deep/c.json[1]', event: { ...event, extra: 1 } },
    { source: 'b.json', event },
  ])
})

test('one error names every payload that is invalid, and why', () => {
  write('good.json', event)
  write('a/bad.json', [event, { ...event, user_id: 'secret-value', details: {} }])
  write('b.json', new TextEncoder().encode('{"secret-value'))
  write('c.json', Uint8Array.of(0x22, 0xff, 0x22))
  write('d.json', 'a string')
  const error = failure()
  expect(error.payloads.map(({ source }) => source)).toEqual(['a/bad.json[1]', 'b.json', 'c.json', 'd.json'])
  expect(error.payloads.every((payload) => payload.error instanceof InvalidEventError)).toBe(true)
  expect(error.message).toBe(`Invalid payloads in ${folder}:
  a/bad.json[1]: Invalid webhook event: details.prompt_template_id: missing, expected a whole number; \
details.prompt_template_name: missing, expected a string; user_id: expected a whole number, got a string
  b.json: Invalid webhook event: expected JSON in UTF-8
  c.json: Invalid webhook event: expected JSON in UTF-8
  d.json: Invalid webhook event: expected an object, got a string`)
  expect(error).toBeInstanceOf(WebhookContractError)
  expect(error).toMatchObject({ name: 'InvalidPayloadsError', code: 'invalid_payloads' })
})

test('an unknown type is not invalid, but nothing to send', () => {
  const added = { ...event, event_type: 'added_later' }
  write('a.json', added)
  expect(checkPayloads(folder)).toEqual([{ source: 'a.json', event: added }])
  expect(failure(checkStrictPayloads).payloads).toEqual([
    { source: 'a.json', error: expect.any(UnknownEventTypeError) },
  ])
})

test('unknown keys are for receivers to keep, not to be sent', () => {
  write('a.json', { ...event, extra: 1 })
  checkPayloads(folder)
  expect(failure(checkStrictPayloads).message).toContain('extra: not a field of this event')
})

test('a check of nothing is no success', () => {
  expect(() => checkPayloads(folder)).toThrow(new TypeError(`${folder}: no .json file in it holds a payload`))
  write('a.json', [])
  expect(() => checkPayloads(folder)).toThrow(TypeError)
  expect(() => checkPayloads(join(folder, 'missing'))).toThrow(/ENOENT/)
})
