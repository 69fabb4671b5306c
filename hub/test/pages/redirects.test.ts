import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import { from, stubHub } from '../safety/stub-hub.js'

const token = 'a-token-that-is-long-enough'
const hub = stubHub({ deliveries: { resendMany: async () => 1 } as never })

test.each([
  ['/sign-in', createApp(hub, { token }), { token }],
  ['/deliveries/send-again', createApp(hub), { id: '4f7f5b0e-6c0a-4b8c-9a53-0b5f2f4e8f11' }],
])('what is sent to %s leads to a page of this hub, and to no other site', async (path, app, fields) => {
  const leadsTo = async (to: string) => {
    const body = new URLSearchParams({ ...fields, to })
    const answer = await app.request(path, { method: 'POST', body }, from('192.0.2.1'))
    return [answer.status, answer.headers.get('location')]
  }
  expect(await leadsTo('/deliveries?state=given_up')).toEqual([303, '/deliveries?state=given_up'])
  for (const elsewhere of ['https://elsewhere.test/', '//elsewhere.test/', '/\\elsewhere.test/'])
    expect([elsewhere, ...(await leadsTo(elsewhere))]).toEqual([elsewhere, 303, '/'])
})

test('sending again with nothing selected leads back without saying that anything is sent', async () => {
  const body = new URLSearchParams({ to: '/deliveries?state=given_up' })
  const answer = await createApp(hub).request('/deliveries/send-again', { method: 'POST', body })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/deliveries?state=given_up'])
  expect(answer.headers.get('set-cookie')).toBeNull()
})
