import { expect, test } from 'vitest'
import { DeliveryDetails } from '../../src/pages/deliveries/details.js'

test.each([
  [[], undefined],
  [['x-api-key'], 'Fill in the value of x-api-key yourself.'],
  [['x-api-key', 'x-team'], 'Fill in the value of x-api-key, x-team yourself.'],
])('the command of a delivery to a webhook with the headers %j says what it lacks', (headers, hint) => {
  const at = new Date()
  const attempt = {
    ...{ number: 1, outcome: 'retry', startedAt: at, latencyMs: 5, reason: 'answered 503', response: null },
    request: { url: 'https://example.com/', headers: { 'webhook-id': 'x' } },
  }
  const delivery = {
    ...{ id: 'x', eventId: 'y', eventType: 'prompt_template_created', subject: {}, event: {}, body: '{}' },
    ...{ state: 'retrying', url: 'https://example.com/', attempts: 1, createdAt: at, nextAttemptAt: at },
    ...{ log: [attempt], schedule: [] },
  }
  const webhook = { id: 'z', paused: false, restingUntil: null, headers }
  const html = String(DeliveryDetails({ delivery, webhook, notice: undefined } as never))
  expect(html).toContain('curl ')
  expect(/Fill in the value of [^<]*/.exec(html)?.[0]).toBe(hint)
})
