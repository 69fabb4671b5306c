import assert from 'node:assert'
import { inspect, types } from 'node:util'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { fromCloudEvent, toCloudEvent } from '../../src/cloudevents/index.js'
import { createEvent } from '../../src/emitter/index.js'
import { catalog } from '../../src/generated/catalog.js'
import {
  InvalidEventError,
  parseStrictWebhookEvent,
  parseWebhookEvent,
  readStrictWebhookEvent,
  readWebhookEvent,
  WebhookContractError,
} from '../../src/index.js'
import { diffTemplates } from '../../src/registry/index.js'
import { signPayload, verifyWebhookEvent } from '../../src/signature/index.js'

const { example } = catalog.prompt_template_created
const invalid = () => ({ ...structuredClone(example), user_id: 'one' })

function refused(read: typeof readWebhookEvent, value: unknown = invalid()) {
  const reading = read(value)
  if (reading.kind !== 'invalid') throw new Error(`the value is ${reading.kind}`)
  return reading
}

describe.each([readWebhookEvent, readStrictWebhookEvent])('an invalid reading of $name', (read) => {
  test('costs no error and no issue until somebody looks', () => {
    const looks: PropertyKey[] = []
    const value = new Proxy(invalid(), {
      get: (target, key) => {
        looks.push(key)
        return Reflect.get(target, key)
      },
    })
    let errors = 0
    class Counted extends Error {
      constructor(message?: string, options?: ErrorOptions) {
        super(message, options)
        errors++
      }
    }
    Object.setPrototypeOf(WebhookContractError, Counted)
    onTestFinished(() => void Object.setPrototypeOf(WebhookContractError, Error))
    const reading = refused(read, value)
    const looksToRead = looks.length
    expect([reading.kind, errors]).toEqual(['invalid', 0])
    expect(looks).toHaveLength(looksToRead)
    const { error } = reading
    expect(errors).toBe(1)
    expect(looks.length).toBeGreaterThan(looksToRead)
    const looksToExplain = looks.length
    expect(reading.error).toBe(error)
    expect(errors).toBe(1)
    expect(looks).toHaveLength(looksToExplain)
  })

  test('has an error like any other', () => {
    const { error } = refused(read)
    expect(error).toBeInstanceOf(InvalidEventError)
    expect(types.isNativeError(error)).toBe(true)
    expect(error.issues).toMatchObject([{ path: ['user_id'], code: 'invalid_type' }])
    expect(error.message).toBe('Invalid webhook event: user_id: expected a whole number, got a string')
    expect(String(error)).toBe(`InvalidEventError: ${error.message}`)
  })

  test('is a plain object to whatever copies, compares or prints it', () => {
    const reading = refused(read)
    expect(Object.keys(reading)).toEqual(['kind', 'error'])
    expect(Object.getPrototypeOf(reading)).toBe(Object.prototype)
    const { error } = reading
    const plain = { kind: 'invalid', error }
    expect(reading).toEqual(plain)
    expect(reading).toStrictEqual(plain)
    expect({ ...reading }).toStrictEqual(plain)
    assert.deepStrictEqual(reading, plain)
    assert.deepStrictEqual(refused(read), refused(read))
    assert.notDeepStrictEqual(refused(read), refused(read, null))
    expect(JSON.stringify(refused(read))).toBe(JSON.stringify(plain))
    expect(structuredClone(refused(read)).error.message).toBe(error.message)
    expect(inspect(refused(read))).toBe(inspect(plain))
    expect(inspect({ reading: refused(read) })).toContain(error.message)
  })

  test('can be frozen, inherited from and wrapped before the first look', () => {
    const frozen = Object.freeze(refused(read))
    expect(frozen.error).toBe(frozen.error)
    const heir = Object.create(refused(read))
    expect(heir.error).toBe(Object.getPrototypeOf(heir).error)
    expect(new Proxy(refused(read), {}).error).toBeInstanceOf(InvalidEventError)
  })

  test('explains the value as it is at the first look, and never again', () => {
    const value = invalid()
    const reading = refused(read, value)
    Object.assign(value, { user_id: 1, workspace_id: 'one' })
    expect(reading.error.issues).toMatchObject([{ path: ['workspace_id'] }])
    Object.assign(value, { workspace_id: 1 })
    expect(reading.error.issues).toMatchObject([{ path: ['workspace_id'] }])
  })

  test('stays invalid, and its issue states why, if the value is mended before the first look', () => {
    const value = invalid()
    const reading = refused(read, value)
    Object.assign(value, { user_id: 1 })
    expect(reading.kind).toBe('invalid')
    expect(reading.error.issues).toEqual([
      { path: [], message: 'expected the value as it was read, got another value', code: 'invalid_value' },
    ])
  })
})

describe('the stack of an error', () => {
  const frames = (error: Error) => error.stack?.match(/^ {4}at .*$/gm) ?? []
  const secret = 'test-secret'
  const body = JSON.stringify(invalid())
  const thrown = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      return error as Error
    }
    throw new Error('nothing was thrown')
  }

  test('lists no calls if a reading has it', () => {
    const { error } = refused(readWebhookEvent)
    expect(error.stack).toBe(`InvalidEventError: ${error.message}`)
  })

  test.each([
    ['parseWebhookEvent', () => parseWebhookEvent(invalid())],
    ['parseStrictWebhookEvent', () => parseStrictWebhookEvent(invalid())],
    ['createEvent', () => createEvent('prompt_template_created', {} as never, { userId: 1, workspaceId: 1 })],
    ['diffTemplates', () => diffTemplates(null, null, { userId: 0, workspaceId: 1 })],
    ['toCloudEvent', () => toCloudEvent(invalid() as never)],
    ['fromCloudEvent', () => fromCloudEvent({ ...toCloudEvent(example), data: invalid() })],
    ['verifyWebhookEvent', () => verifyWebhookEvent({ body, signature: signPayload(body, secret), secret })],
  ])('lists the calls if %s throws it', (name, run) => {
    const error = thrown(run)
    expect(error).toBeInstanceOf(InvalidEventError)
    expect(error.stack).toContain(error.message)
    expect(frames(error).join('\n')).toMatch(new RegExp(`at ${name} .*\n.*invalid-reading.test.ts`))
  })

  describe('where nobody may set how many calls are listed', () => {
    const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') ?? {}
    beforeEach(() => void Object.defineProperty(Error, 'stackTraceLimit', { writable: false }))
    afterEach(() => void Object.defineProperty(Error, 'stackTraceLimit', limit))

    test('lists them', () => {
      expect(frames(refused(readWebhookEvent).error)).not.toEqual([])
    })
  })

  test('the number of calls that other errors list does not change', () => {
    const { stackTraceLimit } = Error
    onTestFinished(() => void Object.assign(Error, { stackTraceLimit }))
    Error.stackTraceLimit = 3
    expect(refused(readWebhookEvent).error).toBeInstanceOf(InvalidEventError)
    expect(Error.stackTraceLimit).toBe(3)
    expect(frames(new Error('another'))).not.toEqual([])
  })
})
