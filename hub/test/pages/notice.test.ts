import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { leaveNotice, takeNotice } from '../../src/pages/notice.js'

function noticeApp() {
  const app = new Hono()
  app.post('/', (context) => {
    leaveNotice(context, 'again', 3)
    return context.redirect('/', 303)
  })
  app.get('/', (context) => context.text(takeNotice(context) ?? 'nothing'))
  return app
}

const cookieIn = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

test('a notice is shown once, to the page that is opened next and not to one that refreshes itself', async () => {
  const app = noticeApp()
  const cookie = cookieIn(await app.request('/', { method: 'POST' }))
  const refreshed = await app.request('/', { headers: { cookie, 'sec-fetch-dest': 'empty' } })
  expect(await refreshed.text()).toBe('nothing')
  expect(refreshed.headers.get('set-cookie')).toBeNull()
  const opened = await app.request('/', { headers: { cookie, 'sec-fetch-dest': 'document' } })
  expect(await opened.text()).toBe('3 deliveries are being sent again.')
  expect(opened.headers.get('set-cookie')).toMatch(/Max-Age=0/)
})

test('no script can read the cookie of a notice, and it is kept for a minute', async () => {
  const answer = await noticeApp().request('/', { method: 'POST' })
  const [, ...attributes] = answer.headers.get('set-cookie')?.split('; ') ?? []
  expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=60', 'Path=/', 'SameSite=Strict'])
})

test.each(['again.<b>', 'again.-1', 'again.1.2', 'toString.1', '__proto__.1', 'hello.1', ''])(
  'a cookie that the hub did not write says nothing: %j',
  async (value) => {
    const response = await noticeApp().request('/', {
      headers: { cookie: `prompt_webhooks_notice=${value}` },
    })
    expect(await response.text()).toBe('nothing')
  },
)
