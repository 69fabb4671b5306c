import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isStrictWebhookEvent, parseWebhookEvent, webhookEventTypes } from '../../src/index.js'

// What the sender really sent, not derived from the contract: an independent record.
const real = [
  '{"event_type":"prompt_template_created","details":{"prompt_template_name":"New template name","prompt_template_version_number":1,"prompt_template_id":15},"user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:06:35.653720"}',
  '{"event_type":"prompt_template_version_created","details":{"prompt_template_name":"New template name","prompt_template_version_number":2,"prompt_template_id":15},"user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:07:02.243636"}',
  '{"event_type":"prompt_template_name_changed","details":{"prompt_template_id":14,"prompt_template_name":"New name","old_prompt_template_name":"Old name"},"user_id":1,"workspace_id":1,"timestamp":"2023-12-01T21:59:11.619862"}',
  '{"event_type":"prompt_template_deleted","details":{"prompt_template_id":8,"prompt_template_name":"2"},"user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:03:59.826147"}',
  '{"event_type":"prompt_template_label_created","details":{"prompt_template_id":11,"prompt_template_name":"Hello","prompt_template_version_number":1,"prompt_template_label":"prod"},"user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:04:43.323784"}',
  '{"event_type":"prompt_template_label_deleted","details":{"prompt_template_id":11,"prompt_template_name":"Hello","prompt_template_version_number":1,"prompt_template_label":"prod"},"user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:05:14.752975"}',
  '{"event_type":"prompt_template_label_moved","details":{"prompt_template_id":12,"prompt_template_name":"Hello","prompt_template_version_number":9,"old_prompt_template_version_number":8,"prompt_template_label":"prod"},"user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:05:57.924833"}',
]

test.each(real)('%s', (text) => {
  const value = JSON.parse(text)
  expect(parseWebhookEvent(value)).toBe(value)
  expect(JSON.stringify(value)).toBe(text)
  expect(isStrictWebhookEvent(value)).toBe(true)
  expect(readFileSync(`examples/payloads/${value.event_type}.json`, 'utf8')).toBe(text)
})

test('every event has an example payload, and nothing else has one', () => {
  const files = webhookEventTypes.map((type) => `${type}.json`)
  expect(readdirSync('examples/payloads').sort()).toEqual(files.sort())
})
