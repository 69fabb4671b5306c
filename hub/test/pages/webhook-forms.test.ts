import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import {
  ChangedMeanwhileError,
  DuplicateUrlError,
  InvalidInputError,
  type NewWebhook,
  type Webhook,
  type WebhookChange,
} from '../../src/index.js'
import { stubHub } from '../safety/stub-hub.js'
import { hiddenFields } from './hidden-fields.js'

const webhook = {
  id: '4f7f5b0e-6c0a-4b8c-9a53-0b5f2f4e8f11',
  url: 'https://example.com/',
  description: '',
  eventTypes: null,
  workspaceIds: null,
  timeoutMs: null,
  concurrency: null,
  headers: [],
  enabled: true,
  updatedAt: new Date(1),
} as unknown as Webhook
const path = `/settings/webhooks/${webhook.id}`

/** The pages of a hub with this webhook. */
function appWith(webhooks: object) {
  return createApp(stubHub({ webhooks: { get: async () => webhook, ...webhooks } as never }))
}

const post = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })

test.each([
  ['0', 0],
  ['3600', 60 * 60],
  ['2592000', 30 * 24 * 60 * 60],
  ['5', 24 * 60 * 60],
  ['', 24 * 60 * 60],
])('rotating with the choice %j keeps the old secret valid for %d seconds', async (overlap, seconds) => {
  const asked: object[] = []
  const app = appWith({
    rotateSecret: async (_: string, options: object) => {
      asked.push(options)
      return { ...webhook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }
    },
  })
  expect((await app.request(`${path}/rotate`, post({ overlap }))).status).toBe(303)
  expect(asked).toEqual([{ overlapSeconds: seconds }])
})

test('what another person saves while a form is being saved is shown, and not overwritten', async () => {
  let stored = webhook
  let saveOther = () => {}
  const app = appWith({
    get: async () => {
      const read = stored
      saveOther()
      return read
    },
    update: async (_: string, change: object, { ifUpdatedAt = stored.updatedAt } = {}) => {
      if (ifUpdatedAt !== stored.updatedAt) throw new ChangedMeanwhileError('changed')
      stored = { ...stored, ...change }
      return stored
    },
  })
  const html = await (await app.request(`${path}/settings`)).text()
  const fields = Object.fromEntries(hiddenFields(html, `${path}/settings#endpoint`))
  // After the request has read the webhook, and before it updates it.
  saveOther = () => {
    stored = { ...webhook, description: 'from another person', updatedAt: new Date(2) }
  }
  const mine = { ...fields, url: webhook.url, description: 'mine' }
  const answer = await app.request(`${path}/settings`, post(mine))
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('<span class="mono">from another person</span>')
  expect(stored.description).toBe('from another person')
})

test('a URL that another webhook has is saved if it is saved again', async () => {
  const url = 'https://example.com/?of=another&webhook'
  const changes: WebhookChange[] = []
  const app = appWith({
    update: async (_: string, change: WebhookChange) => {
      changes.push(change)
      if (!change.allowDuplicate) throw new DuplicateUrlError('another webhook has this URL')
      return webhook
    },
  })
  const save = (fields: Record<string, string>) => app.request(`${path}/settings`, post(fields))
  const hiddenIn = (html: string) => Object.fromEntries(hiddenFields(html, `${path}/settings#endpoint`))
  const opened = hiddenIn(await (await app.request(`${path}/settings`)).text())
  const asked = await save({ ...opened, url, description: 'mine' })
  const html = await asked.text()
  expect(asked.status).toBe(409)
  expect(html).toContain('Not saved: another webhook has this URL')
  const again = { ...hiddenIn(html), description: 'mine' }
  // Another URL is another question.
  expect((await save({ ...again, url: `${url}s` })).status).toBe(409)
  expect((await save({ ...again, url })).status).toBe(303)
  expect(changes.map(({ allowDuplicate }) => allowDuplicate)).toEqual([false, false, true])
})

test.each([
  [0, 'Disabled. The webhook receives no events until you enable it.'],
  [1, 'Disabled. 1 delivery is given up; you can send it again.'],
  [3, 'Disabled. 3 deliveries are given up; you can send them again.'],
])('disabling a webhook says how many deliveries it gave up: %d', async (givenUp, notice) => {
  const app = appWith({ disable: async () => ({ ...webhook, enabled: false, givenUp }) })
  const { headers } = await app.request(`${path}/disable`, post({}))
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(await (await app.request(`${path}/settings`, { headers: { cookie } })).text()).toContain(notice)
})

test.each([
  [
    'a value with blanks around it',
    { headerName: ' x-team ', headerValue: ' prompts ' },
    { 'x-team': 'prompts' },
  ],
  [
    'a header with a new value that is removed as well',
    { headerName: 'x-team', headerValue: 'prompts', removeHeader: 'x-team' },
    { 'x-team': null },
  ],
])('the form for headers changes %s', async (_, fields, headers) => {
  const changes: { headers?: object }[] = []
  const app = appWith({
    update: async (_: string, change: object) => {
      changes.push(change)
      return webhook
    },
  })
  const answer = await app.request(`${path}/settings`, post({ ...fields, url: webhook.url }))
  expect(answer.status).toBe(303)
  expect(changes).toMatchObject([{ headers }])
})

test('a form that is refused keeps what was entered about headers', async () => {
  const stored = { ...webhook, headers: ['x-api-key', 'x-team'] }
  const issues = [
    { path: ['headers', 'host'], message: 'headers.host: not this one', code: 'refused_header' as const },
    { path: ['headers', 'date'], message: 'headers.date: nor this one', code: 'refused_header' as const },
  ]
  const app = appWith({
    get: async () => stored,
    update: () => Promise.reject(new InvalidInputError(issues)),
  })
  const entered: [string, string][] = [
    ...(['x-api-key', 'x-team', 'host', 'date'] as const).map((name): [string, string] => [
      'headerName',
      name,
    ]),
    ...(['', 'of team', 'of host', 'of date'] as const).map((value): [string, string] => [
      'headerValue',
      value,
    ]),
    ['removeHeader', 'x-api-key'],
    ['url', webhook.url],
  ]
  const body = new URLSearchParams(entered)
  const answer = await app.request(`${path}/settings`, { method: 'POST', body })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  const values = [...html.matchAll(/name="headerValue"[^>]* value="([^"]*)"/g)].map(([, value]) => value)
  expect(values).toEqual(['', 'of team', 'of host', 'of date', '', ''])
  const removed = [...html.matchAll(/name="removeHeader" value="([^"]*)" checked/g)].map(([, name]) => name)
  expect(removed).toEqual(['x-api-key'])
  // And tells what is wrong with each of them.
  expect(html).toMatch(
    /id="headers-issue"><span>host: Not this one\.<\/span><span>date: Nor this one\.<\/span>/,
  )
})

test('a URL that another webhook has is added only if this URL is confirmed', async () => {
  const url = 'https://example.com/?of=another&webhook'
  const asked: NewWebhook[] = []
  const app = createApp(
    stubHub({
      overview: async () => ({ webhooks: [] }) as never,
      webhooks: {
        create: async (created: NewWebhook) => {
          asked.push(created)
          if (!created.allowDuplicate) throw new DuplicateUrlError('another webhook has this URL')
          return { ...webhook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }
        },
      } as never,
    }),
  )
  const add = (fields: Record<string, string>) => app.request('/settings/webhooks', post(fields))
  const refused = await add({ url })
  const [, duplicateOf = ''] = /name="duplicateOf" value="([^"]*)"/.exec(await refused.text()) ?? []
  const confirmed = { duplicateOf: duplicateOf.replaceAll('&amp;', '&') }
  expect(refused.status).toBe(409)
  // Another URL is another question.
  expect((await add({ ...confirmed, url: `${url}s` })).status).toBe(409)
  expect((await add({ ...confirmed, url })).status).toBe(303)
  expect(asked.map(({ allowDuplicate }) => allowDuplicate)).toEqual([false, false, true])
})
