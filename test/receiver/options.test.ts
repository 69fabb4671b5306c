import { expect, test } from 'vitest'
import { createReceiver, type ReceiverOptions, type WebhookHandlers } from '../../src/receiver/index.js'
import { messageSecret, secret } from './signed-request.js'

const create = (options: unknown) =>
  createReceiver({ on: {}, ...(options as Partial<ReceiverOptions>) } as ReceiverOptions)

test.each<[string, unknown, RegExp]>([
  ['no secret', {}, /^secret: missing.*secret: null/],
  ['an empty secret', { secret: '' }, /^secret: empty/],
  ['a secret with white space around it', { secret: 'secret-value\n' }, /^secret: has white space/],
  ['an empty secret among others', { secret: [secret, ''] }, /^secret\[1\]: empty/],
  ['no secret in a list', { secret: [] }, /^secret: .*empty list/],
  ['a number for a secret', { secret: 7 }, /^secret: expected a string, got number/],
  ['no handlers', { secret, on: undefined }, /^on: expected an object/],
  [
    'an event type that is not in the contract',
    { secret, on: { promt_template_created: () => {} } },
    /^on: .*"promt_template_created"; there are prompt_template_created, .*onUnknown/,
  ],
  ['an event type of the prototype', { secret, on: { constructor: () => {} } }, /^on: .*"constructor"/],
  [
    'a handler that is no function',
    { secret, on: { prompt_template_created: 'a' } },
    /^on\.prompt_template_created: expected a function, got string/,
  ],
  [
    'a handler that is null',
    { secret, on: { prompt_template_created: null } },
    /^on\.prompt_template_created: .*got null/,
  ],
  [
    'an onUnknown that is no function',
    { secret, onUnknown: {} },
    /^onUnknown: expected a function, got object/,
  ],
  ['an onError that is no function', { secret, onError: 7 }, /^onError: expected a function, got number/],
  ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1mb', null].map(
    (maxBodyBytes): [string, unknown, RegExp] => [
      `${maxBodyBytes} bytes`,
      { secret, maxBodyBytes },
      /^maxBodyBytes: expected a whole number/,
    ],
  ),
  [
    'a store that cannot set',
    { secret, dedupe: { get: () => 1 } },
    /^dedupe: expected a store with get and set/,
  ],
  ['a store that is null', { secret, dedupe: null }, /^dedupe: expected a store/],
  [
    'another scheme',
    { secret, scheme: 'toString' },
    /^scheme: expected promptlayer, standard-webhooks, both/,
  ],
  [
    'a secret that is none of Standard Webhooks',
    { secret: 'no base64!', scheme: 'standard-webhooks' },
    /^secret: expected whsec_/,
  ],
  ['no secret of Standard Webhooks for both', { secret, scheme: 'both' }, /^secret: .*whsec_/],
])('refuses %s', (_, options, message) => {
  expect(() => create(options)).toThrow(
    expect.objectContaining({ name: 'TypeError', message: expect.stringMatching(message) }),
  )
  expect(() => create(options)).not.toThrow(/secret-value/)
})

test('takes what is right', () => {
  const on: WebhookHandlers = { prompt_template_created: () => {} }
  for (const options of [
    { secret },
    { secret: null },
    {
      secret: [secret, 'old'],
      on,
      onUnknown: () => {},
      onError: () => {},
      maxBodyBytes: 1,
      dedupe: new Map(),
    },
    { secret: messageSecret, scheme: 'standard-webhooks' },
    { secret: [secret, messageSecret], scheme: 'both' },
  ]) {
    expect(Object.keys(create(options))).toEqual(['fetch', 'receive'])
  }
})

test('takes the handlers as they are at its creation', async () => {
  const on: Record<string, () => void> = {}
  const receiver = createReceiver({ secret: null, on })
  on.prompt_template_created = () => {
    throw new Error('called')
  }
  const body =
    '{"event_type":"prompt_template_created","user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:06:35","details":{"prompt_template_name":"a","prompt_template_version_number":1,"prompt_template_id":15}}'
  expect((await receiver.receive({ body, headers: {} })).kind).toBe('ignored')
})
