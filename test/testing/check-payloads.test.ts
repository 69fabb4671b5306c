import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path, { join } from 'node:path'
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
  throw new Error('Expected an InvalidPayloadsError')
}

test('the examples are valid by both contracts', () => {
  cpSync('examples/payloads', folder, { recursive: true })
  const types = [...webhookEventTypes].sort()
  for (const check of [checkPayloads, checkStrictPayloads]) {
    const payloads = check(folder)
    expect(payloads).toEqual(types.map((type) => ({ source: `${type}.json`, event: exampleEvents[type] })))
  }
})

test('one byte order mark, as editors write it, is fine', () => {
  const text = JSON.stringify(event)
  write('a.json', Buffer.from(`\ufeff${text}`))
  expect(checkPayloads(folder)).toEqual([{ source: 'a.json', event }])
  write('b.json', Buffer.from(`\ufeff\ufeff${text}`))
  expect(failure().payloads.map(({ source }) => source)).toEqual(['b.json'])
})

test('a `$schema` for editors is not a part of the event', () => {
  const $schema = './WebhookEvent.json'
  write('a.json', { $schema, ...event })
  write('b.json', [{ ...event, $schema }])
  for (const check of [checkPayloads, checkStrictPayloads]) {
    expect(check(folder)).toEqual([
      { source: 'a.json', event },
      { source: 'b.json[0]', event },
    ])
  }
})

test('a `$schema` that is not text is an unknown field', () => {
  write('a.json', { ...event, $schema: 1 })
  expect(checkPayloads(folder)).toEqual([{ source: 'a.json', event: { ...event, $schema: 1 } }])
  expect(() => checkStrictPayloads(folder)).toThrow('["$schema"]: not a field of this event')
})

test('reads subfolders and arrays, and ignores other files', () => {
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

test('one error lists every invalid payload with its issues', () => {
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

test('an unknown type is valid to receive, but not to send', () => {
  const added = { ...event, event_type: 'added_later' }
  write('a.json', added)
  expect(checkPayloads(folder)).toEqual([{ source: 'a.json', event: added }])
  expect(failure(checkStrictPayloads).payloads).toEqual([
    { source: 'a.json', error: expect.any(UnknownEventTypeError) },
  ])
})

test('an unknown key is valid to receive, but not to send', () => {
  write('a.json', { ...event, extra: 1 })
  checkPayloads(folder)
  expect(failure(checkStrictPayloads).message).toContain('extra: not a field of this event')
})

test('a folder without payloads is a TypeError', () => {
  expect(() => checkPayloads(folder)).toThrow(
    new TypeError(`folder: ${folder} has no payload, expected a .json file that holds one`),
  )
  write('a.json', [])
  expect(() => checkPayloads(folder)).toThrow(TypeError)
  expect(() => checkPayloads(join(folder, 'missing'))).toThrow(/ENOENT/)
  expect(() => checkPayloads(undefined as never)).toThrow(
    new TypeError('folder: expected a path, got undefined'),
  )
})

test('a runtime without a file system is a TypeError that names the reason', () => {
  const { getBuiltinModule } = process
  Object.assign(process, { getBuiltinModule: undefined })
  try {
    expect(() => checkPayloads(folder)).toThrow(
      new TypeError('This runtime has no node:fs to read payloads with; run the test in Node, Bun or Deno'),
    )
  } finally {
    Object.assign(process, { getBuiltinModule })
  }
})

test('the source of a payload has slashes on Windows too', () => {
  const { getBuiltinModule } = process
  const windows: Readonly<Record<string, object>> = {
    'node:fs': {
      readdirSync: () => ['2026\\b.json', 'a.json'],
      statSync: () => ({ isFile: () => true }),
      readFileSync: () => Buffer.from(JSON.stringify(event)),
    },
    'node:path': path.win32,
  }
  Object.assign(process, { getBuiltinModule: (id: string) => windows[id] })
  try {
    expect(checkPayloads('payloads').map(({ source }) => source)).toEqual(['2026/b.json', 'a.json'])
  } finally {
    Object.assign(process, { getBuiltinModule })
  }
})
