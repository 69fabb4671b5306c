import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import { serve } from '../../src/index.js'
import { eventually } from '../eventually.js'
import { from, stubHub } from './stub-hub.js'

const token = 'a-token-that-is-long-enough'

function asker() {
  const app = createApp(stubHub(), { token })
  return (text: string, address = '192.0.2.1') =>
    app.request(
      'http://localhost/api/webhooks',
      { headers: { host: 'localhost', authorization: `Bearer ${text}` } },
      from(address),
    )
}

test('of 500 different wrong tokens in one write, ten are answered with 401 and the rest with 429', async () => {
  const server = await serve(stubHub(), { port: 0, token })
  const { port, hostname } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const requests = Array.from(
    { length: 500 },
    (_, index) =>
      `GET /api/webhooks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong-${index}\r\n\r\n`,
  )
  socket.write(requests.join(''))
  let text = ''
  socket.setEncoding('utf8').on('data', (data) => {
    text += data
  })
  const statuses = await eventually(async () => {
    const found = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    return found.length === 500 && found
  })
  expect(statuses.filter((status) => status === '401')).toHaveLength(10)
  expect(statuses.filter((status) => status === '429')).toHaveLength(490)
  socket.destroy()
  await server.close()
})

test('wrong tokens that arrive at the same time are counted one by one', async () => {
  const ask = asker()
  const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => ask(`wrong-${index}`)))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(490)
})

test('the right token is let in from an address that sends wrong ones', async () => {
  const ask = asker()
  for (let count = 0; count < 20; count++) await ask('wrong')
  const refused = await ask('wrong')
  expect(refused.status).toBe(429)
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(30)
  expect(seconds).toBeLessThanOrEqual(60)
  expect((await ask(token)).status).toBe(200)
  // And it does not forgive the wrong ones.
  expect((await ask('wrong')).status).toBe(429)
  expect((await ask('wrong', '192.0.2.2')).status).toBe(401)
})

test('without a server that tells addresses, a wrong token is refused, and the right one is let in', async () => {
  const app = createApp(stubHub(), { token })
  const ask = (text: string) => app.request('/api/webhooks', { headers: { authorization: `Bearer ${text}` } })
  const signIn = (text: string) =>
    app.request('/sign-in', { method: 'POST', body: new URLSearchParams({ token: text }) })
  expect([(await ask('wrong')).status, (await signIn('wrong')).status]).toEqual([401, 401])
  expect([(await ask(token)).status, (await signIn(token)).status]).toEqual([200, 303])
  // All of them count together.
  for (let count = 2; count < 10; count++) expect((await ask('wrong')).status).toBe(401)
  expect((await ask('wrong')).status).toBe(429)
})

test('people can sign in from an address that sends wrong tokens, and get to the page that they asked for', async () => {
  const app = createApp(stubHub(), { token })
  const to = '/deliveries?state=given_up'
  const signIn = (text: string) =>
    app.request(
      'http://localhost/sign-in',
      { method: 'POST', headers: { host: 'localhost' }, body: new URLSearchParams({ token: text, to }) },
      from('192.0.2.1'),
    )
  const answers = []
  for (let count = 0; count < 11; count++) answers.push(await signIn('wrong'))
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429])
  // A mistyped token does not lose the page that was asked for.
  for (const answer of answers) expect(await answer.text()).toContain(`name="to" value="${to}"`)
  const seconds = Number(answers.at(-1)?.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(30)
  expect(seconds).toBeLessThanOrEqual(60)
  const signedIn = await signIn(token)
  expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, to])
})

test('a token that could be guessed is refused', () => {
  expect(() => createApp(stubHub(), { token: 'x'.repeat(15) })).toThrow(/^token: .*16/)
  expect(() => createApp(stubHub(), { token: 'x'.repeat(16) })).not.toThrow()
})

test('a wrong token is refused also together with a valid session', async () => {
  const app = createApp(stubHub(), { token })
  const ask = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
    app.request(
      `http://localhost${path}`,
      { ...init, headers: { host: 'localhost', ...headers } },
      from('192.0.2.1'),
    )
  const body = new URLSearchParams({ token })
  const signedIn = await ask('/sign-in', {}, { method: 'POST', body })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await ask('/api/webhooks', { cookie })).status).toBe(200)
  const both = await ask('/api/webhooks', { cookie, authorization: 'Bearer wrong' })
  expect(both.status).toBe(401)
  expect(both.headers.get('www-authenticate')).toBe('Bearer')
})

test('the scheme before the token may be written in any case', async () => {
  const app = createApp(stubHub(), { token })
  for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
    const headers = { host: 'localhost', authorization: `${scheme} ${token}` }
    const { status } = await app.request('http://localhost/api/webhooks', { headers }, from('192.0.2.1'))
    expect([scheme, status]).toEqual([scheme, 200])
  }
})

test('signing in leads back to the page that was asked for, with its filters', async () => {
  const headers = { host: 'localhost', accept: 'text/html' }
  const url = 'http://localhost/deliveries?state=given_up&type=a'
  const { status, headers: sent } = await createApp(stubHub(), { token }).request(
    url,
    { headers },
    from('192.0.2.1'),
  )
  const location = new URL(sent.get('location') ?? '', url)
  expect([status, location.pathname]).toEqual([302, '/sign-in'])
  expect(location.searchParams.get('to')).toBe('/deliveries?state=given_up&type=a')
})

test('a form without a session is refused: after signing in, no page would be at its address', async () => {
  const app = createApp(stubHub(), { token })
  const { status, headers } = await app.request(
    'http://localhost/settings/webhooks/x/pause',
    { method: 'POST', headers: { host: 'localhost', accept: 'text/html' }, body: new URLSearchParams() },
    from('192.0.2.1'),
  )
  expect([status, headers.get('location')]).toEqual([401, null])
})

test.each([
  ['/', '/sign-in'],
  ['/?range=week', '/sign-in?to=%2F%3Frange%3Dweek'],
])('who asks for %s without a session is sent to %s', async (path, to) => {
  const headers = { host: 'localhost', accept: 'text/html' }
  const answer = await createApp(stubHub(), { token }).request(
    `http://localhost${path}`,
    { headers },
    from('192.0.2.1'),
  )
  expect([answer.status, answer.headers.get('location')]).toEqual([302, to])
})

test.each(['/sign-in', '/sign-out', '/api/webhooks'])(
  'without the token, too, what is sent to %s may have 1 MiB at most',
  async (path) => {
    const app = createApp(stubHub(), { token })
    const body = new URLSearchParams({ token: 'x'.repeat(2 ** 20) })
    const init = { method: 'POST', headers: { host: 'localhost' }, body }
    expect((await app.request(`http://localhost${path}`, init, from('192.0.2.1'))).status).toBe(413)
  },
)
