import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { CloudEvent, HTTP } from 'cloudevents'
import express from 'express'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { fromCloudEvent, toCloudEvent } from '../../src/cloudevents/index.js'
import { catalog } from '../../src/generated/catalog.js'
import { InvalidEventError, type WebhookEvent } from '../../src/index.js'
import { mutatedPayload } from '../support/payload-mutations.js'

const events = Object.values(catalog).map(({ example }) => example)
const moved = catalog.prompt_template_label_moved.example
const withUnicode = { ...moved, user_name: 'José 😀' }
const { data: _, ...attributes } = toCloudEvent(withUnicode)
const json = JSON.stringify(withUnicode)
const base64 = Buffer.from(json).toString('base64')

describe('bytes', () => {
  test.each<[string, object]>([
    ['a Buffer', { data: Buffer.from(json) }],
    ['a Uint8Array', { data: new TextEncoder().encode(json) }],
    ['a part of a larger buffer', { data: Buffer.from(` ${json} `).subarray(1, -1) }],
    ['base64', { data_base64: base64 }],
    ['base64, with null as its content type', { data_base64: base64, datacontenttype: null }],
    ['base64, and data that is not set', { data_base64: base64, data: undefined }],
    ['a Buffer, and base64 that is not set', { data: Buffer.from(json), data_base64: null }],
  ])('%s is parsed', (_, payload) => {
    expect(fromCloudEvent({ ...attributes, ...payload })).toEqual(withUnicode)
  })

  // https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/formats/json-format.md#32-examples
  const type = 'com.example.someevent'
  test.each<[string, object]>([
    [
      'with a content type',
      {
        specversion: '1.0',
        type,
        source: '/mycontext',
        id: 'A234-1234-1234',
        time: '2018-04-05T17:31:00Z',
        comexampleextension1: 'value',
        comexampleothervalue: 5,
        datacontenttype: 'application/vnd.apache.thrift.binary',
      },
    ],
    ['without a content type', { specversion: '1.0', type, source: '/mycontext', id: 'D234-1234-1234' }],
  ])('the example of the specification %s carries an event', (_, example) => {
    const event = { ...moved, event_type: 'someevent' }
    const data_base64 = Buffer.from(JSON.stringify(event)).toString('base64')
    expect(fromCloudEvent({ ...example, data_base64 })).toEqual(event)
  })

  test.each<[string, object, RegExp]>([
    [
      'both',
      { data: withUnicode, data_base64: base64 },
      /: data_base64: expected either data or data_base64, got both/,
    ],
    ['null and base64', { data: null, data_base64: base64 }, /: data_base64: expected either/],
    ['neither', {}, /: data: missing, expected a parsed object/],
    ['both unset', { data: undefined, data_base64: null }, /: data: expected a parsed object, got undefined/],
    ['a number', { data_base64: 1 }, /: data_base64: expected a string of base64 \(RFC 4648\), got a number/],
    ['no padding', { data_base64: 'e30' }, /: data_base64: expected a string of base64/],
    ['white space', { data_base64: 'e3\n0' }, /: data_base64: expected a string of base64/],
    ['another alphabet', { data_base64: '-_-_' }, /: data_base64: expected a string of base64/],
    ['no JSON', { data_base64: 'e30=e30=' }, /: data_base64: expected a string of base64/],
    ['base64 of a text', { data_base64: btoa('secret-value') }, /: data_base64: expected JSON in UTF-8/],
    ['an empty text', { data_base64: '' }, /: data_base64: expected JSON in UTF-8/],
    ['bytes of a text', { data: Buffer.from('secret-value') }, /: data: expected JSON in UTF-8/],
    ['no UTF-8', { data: Buffer.from(json, 'latin1') }, /: data: expected JSON in UTF-8/],
    ['another event', { data: Buffer.from('{}') }, /: event_type: missing/],
  ])('%s: refused', (_, payload, message) => {
    const attempt = () => fromCloudEvent({ ...attributes, ...payload })
    expect(attempt).toThrow(InvalidEventError)
    expect(attempt).toThrow(message)
    expect(attempt).not.toThrow('secret-value')
  })
})

describe('the SDK, after express.raw()', () => {
  const received: unknown[] = []
  const app = express().post('/', express.raw({ type: '*/*' }), ({ headers, body }, response) => {
    const isStructured = headers['content-type']?.startsWith('application/cloudevents+json')
    // The SDK reads structured messages from text only.
    received.push(fromCloudEvent(HTTP.toEvent({ headers, body: isStructured ? String(body) : body })))
    response.sendStatus(204)
  })
  const server = app.listen(0, '127.0.0.1')
  afterAll(() => server.close())

  async function post({ headers, body }: { headers: object; body: unknown }) {
    if (!server.listening) await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { status } = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: body as string,
    })
    return status
  }

  describe.each(['binary', 'structured'] as const)('in %s mode', (mode) => {
    test.each([...events, withUnicode])('$event_type', async (event) => {
      expect(await post(HTTP[mode](new CloudEvent(toCloudEvent(event))))).toBe(204)
      expect(received.at(-1)).toEqual(event)
    })

    test('bytes', async () => {
      const cloudEvent = new CloudEvent({ ...attributes, data: new TextEncoder().encode(json) })
      expect(await post(HTTP[mode](cloudEvent))).toBe(204)
      expect(received.at(-1)).toEqual(withUnicode)
    })
  })

  test('an object that keeps bytes in data and data_base64', () => {
    const cloudEvent = new CloudEvent({ ...attributes, data: Buffer.from(json) })
    expect(cloudEvent.data_base64).toBe(base64)
    expect(fromCloudEvent(cloudEvent)).toEqual(withUnicode)
    expect(fromCloudEvent(JSON.parse(cloudEvent.toString()))).toEqual(withUnicode)
  })
})

test('a round trip through bytes, base64 and the SDK keeps every event', () => {
  fc.assert(
    fc.property(mutatedPayload, (value) => {
      let cloudEvent: ReturnType<typeof toCloudEvent>
      try {
        cloudEvent = toCloudEvent(value as WebhookEvent)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidEventError)
        return
      }
      const { data, ...rest } = cloudEvent
      const bytes = Buffer.from(JSON.stringify(data))
      const sdk = new CloudEvent(cloudEvent)
      for (const form of [
        cloudEvent,
        JSON.parse(JSON.stringify(cloudEvent)),
        { ...rest, data: bytes },
        { ...rest, data_base64: bytes.toString('base64') },
        sdk,
        HTTP.toEvent(HTTP.structured(sdk)),
        HTTP.toEvent(HTTP.binary(sdk)),
        HTTP.toEvent(HTTP.structured(sdk.cloneWith({ data: new Uint8Array(bytes) }))),
      ]) {
        expect(JSON.stringify(fromCloudEvent(form))).toBe(JSON.stringify(data))
      }
    }),
    { numRuns: 500 },
  )
})
