import { isStrictWebhookEvent, isWebhookEvent, webhookEventTypes } from 'prompt-webhooks'
import {
  createTestEvent,
  invalidEvents,
  invalidStrictEvents,
  signedDelivery,
  signedRequest,
} from 'prompt-webhooks/testing'
import { type Group, record, same } from '../check.js'

/** The public test kit, without a test runner. */
export const testing: Group = {
  entry: './testing',
  needs: ['Request', 'TextDecoder', 'TextEncoder', 'atob', 'btoa'],
  checks: [
    {
      name: 'creates a valid event of each type',
      run: () => {
        for (const type of webhookEventTypes) {
          const event = createTestEvent(type, { user_name: 'José' }, { uniqueIds: true })
          same([isStrictWebhookEvent(event), event.event_type, event.user_name], [true, type, 'José'])
        }
      },
    },
    {
      name: 'has only events that the contract refuses as examples of invalid ones',
      run: () => {
        same(
          invalidEvents.filter(({ event }) => isWebhookEvent(event)),
          [],
        )
        same(
          invalidStrictEvents.filter(({ event }) => isStrictWebhookEvent(event)),
          [],
        )
        record('invalid events', [invalidEvents.length, invalidStrictEvents.length])
      },
    },
    {
      name: 'signs a request as it signs a delivery',
      run: async ({ messages, secret }) => {
        for (const { id: messageId, timestamp, secret: messageSecret } of messages) {
          const event = createTestEvent('prompt_template_deleted', { user_name: 'José' })
          const options = { messageId, timestamp }
          const { headers, body } = signedDelivery(event, [secret, messageSecret], options)
          const request = signedRequest(event, [secret, messageSecret], options)
          const found = Object.keys(headers).map((name) => [name, request.headers.get(name)])
          same([await request.text(), Object.fromEntries(found)], [body, headers])
        }
      },
    },
  ],
}
