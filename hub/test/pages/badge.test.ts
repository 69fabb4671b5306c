import { expect, test } from 'vitest'
import { WebhookBadge } from '../../src/pages/badge.js'

const well = { enabled: true, paused: false, restingUntil: null, failingSince: null }
const at = new Date()

test.each([
  ['Enabled', {}],
  ['Failing', { failingSince: at }],
  ['Resting', { failingSince: at, restingUntil: at }],
  ['Paused', { failingSince: at, restingUntil: at, paused: true }],
  ['Disabled', { failingSince: at, restingUntil: at, paused: true, enabled: false }],
])('the badge of a webhook says what decides whether it gets attempts: %s', (text, webhook) => {
  const html = String(WebhookBadge({ webhook: { ...well, ...webhook } as never }))
  expect(html.replace(/<svg.*?<\/svg>|<[^>]*>/gs, '')).toBe(text)
})
