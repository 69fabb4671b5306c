import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import type { WebhookSummary, WebhookWithSecret } from '../../src/index.js'
import { stubHub } from './stub-hub.js'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const webhook = {
  id: '4f7f5b0e-6c0a-4b8c-9a53-0b5f2f4e8f11',
  url: 'https://example.com/',
  lastDelivery: null,
  secret,
} as unknown as WebhookSummary & WebhookWithSecret

const app = createApp(
  stubHub({
    webhooks: {
      list: async () => [],
      get: async () => webhook,
      create: async () => webhook,
      rotateSecret: async () => webhook,
    } as never,
  }),
)
const page = `/settings/webhooks/${webhook.id}/secret`

const create = (headers: Record<string, string> = {}) =>
  app.request('http://localhost/settings/webhooks', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ url: webhook.url }),
  })
const rotate = () =>
  app.request(`http://localhost/settings/webhooks/${webhook.id}/rotate`, {
    method: 'POST',
    body: new URLSearchParams(),
  })
const attributes = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split('; ')

test('a new secret is in a cookie that only the page that shows it gets, and no script', async () => {
  for (const answer of [await create(), await rotate()]) {
    expect(answer.headers.get('location')).toBe(page)
    const [cookie, ...rest] = attributes(answer)
    expect(cookie).toBe(`prompt_webhooks_secret=${secret}`)
    // Without a lifetime, so that the browser does not write it to disk.
    expect(rest.toSorted()).toEqual([`Path=${page}`, 'HttpOnly', 'SameSite=Strict'].toSorted())
  }
})

test('behind a proxy that terminates TLS, the cookie is sent only over TLS', async () => {
  for (const proto of ['https', 'HTTPS', 'https, http', 'https,http']) {
    expect([proto, ...attributes(await create({ 'x-forwarded-proto': proto }))]).toContain('Secure')
  }
  for (const proto of ['http', 'http, https', '']) {
    expect([proto, ...attributes(await create({ 'x-forwarded-proto': proto }))]).not.toContain('Secure')
  }
})

test('the page shows the secret once', async () => {
  const first = await app.request(`http://localhost${page}`, {
    headers: { cookie: `prompt_webhooks_secret=${secret}`, 'x-forwarded-proto': 'https' },
  })
  expect(await first.text()).toContain(secret)
  expect(attributes(first)).toEqual(
    expect.arrayContaining(['prompt_webhooks_secret=', 'Max-Age=0', `Path=${page}`, 'Secure']),
  )
  const again = await app.request(`http://localhost${page}`)
  expect(await again.text()).not.toContain(secret)
})
