import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import { stubHub } from '../safety/stub-hub.js'

const app = createApp(stubHub({ listeners: { list: async () => [] } as never }))

test.each([
  ['https', 'https://hub.example.com/'],
  ['https, http', 'https://hub.example.com/'],
  ['http', 'http://hub.example.com/'],
])('behind a proxy that the reader reached over %s, the command names %s', async (proto, address) => {
  const answer = await app.request('http://hub.example.com/settings/listeners', {
    headers: { 'x-forwarded-proto': proto },
  })
  expect(await answer.text()).toContain(`npx prompt-webhooks listen --hub ${address} --forward`)
})
