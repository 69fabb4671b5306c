import { sValidator } from '@hono/standard-validator'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { Hono } from 'hono'
import { expect, expectTypeOf, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { type WebhookEvent, webhookEventStandardSchema } from '../../src/index.js'

const { example } = catalog.prompt_template_name_changed

const app = new Hono().post('/', sValidator('json', webhookEventStandardSchema), (context) => {
  const event = context.req.valid('json')
  return context.text(event.event_type)
})

const post = (body: unknown) =>
  app.request('/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('Hono validates with it', async () => {
  const accepted = await post(example)
  expect(accepted.status).toBe(200)
  expect(await accepted.text()).toBe('prompt_template_name_changed')

  const refused = await post({ ...example, user_id: '1' })
  expect(refused.status).toBe(400)
  expect(JSON.stringify(await refused.json())).toContain('user_id: expected a whole number, got a string')
})

test('an unknown type is an issue here', async () => {
  const result = await webhookEventStandardSchema['~standard'].validate({ ...example, event_type: 'later' })
  expect(result).toMatchObject({ issues: [{ path: ['event_type'] }] })
})

test('matches the specification', () => {
  const schema: StandardSchemaV1<WebhookEvent> = webhookEventStandardSchema
  expect(schema['~standard']).toMatchObject({ version: 1, vendor: 'prompt-webhooks' })
  expectTypeOf<
    StandardSchemaV1.InferOutput<typeof webhookEventStandardSchema>
  >().toEqualTypeOf<WebhookEvent>()
})
