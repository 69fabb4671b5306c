import type { Browser, Page } from 'playwright-core'
import type { WebhookEvent } from 'prompt-webhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { exampleOf } from '../src/catalog.js'
import { type Hub, serve } from '../src/index.js'
import { barriers, visit } from './browser.js'
import { type BrowserHub, row, shown, startBrowserHub } from './browser-hub.js'
import { databases, type TestDatabases } from './databases.js'
import type { TestReceiver } from './receiver.js'
import { runInShell } from './shell.js'

describe.runIf(hasTools('Chromium', 'curl')).each(databases)('in a browser, on $name', ({ start }) => {
  let database: TestDatabases
  let all: BrowserHub
  let browser: Browser
  let hub: Hub
  let receiver: TestReceiver

  beforeAll(async () => {
    database = await start()
    all = await startBrowserHub(await database.create())
    ;({ browser, hub, receiver } = all)
  }, 180_000)
  afterEach(() => all.clear())
  afterAll(async () => {
    await all?.stop()
    await database?.stop()
  })

  const at = (path: string) => all.at(path)
  const submit = (page: Page, url?: string) => all.submit(page, url)
  const send = (page: Page, type: string, name: string) => all.send(page, type, name)
  const received = () => receiver.received.length
  const noticeOf = (page: Page) => page.locator('.notice').textContent()

  test.each([
    { how: 'with live updates', javaScriptEnabled: true },
    { how: 'without JavaScript', javaScriptEnabled: false },
  ])('from adding a webhook to sending a delivery again, $how', async ({ javaScriptEnabled: isLive }) => {
    const { page, faults } = await visit(browser, {
      javaScriptEnabled: isLive,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    // The page that the sender's documentation describes is one click away from the home page.
    await page.goto(at('/'))
    await page.getByText('No webhooks yet').waitFor()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Webhooks' }).click()
    expect(new URL(page.url()).pathname).toBe('/settings/webhooks')

    await page.getByLabel('Webhook URL').fill('http://10.0.0.1/hook')
    await page.getByRole('button', { name: 'Submit' }).click()
    const url = page.getByLabel('Webhook URL')
    expect(await url.inputValue()).toBe('http://10.0.0.1/hook')
    expect(await url.getAttribute('aria-invalid')).toBe('true')
    expect(await url.getAttribute('aria-describedby')).toContain('url-issue')
    expect(await page.locator('#url-issue').textContent()).toContain('--allow 10.0.0.1')

    const secret = await submit(page)
    expect(secret).toMatch(/^whsec_/)
    const copy = page.getByRole('button', { name: 'Copy: Secret' })
    if (isLive) {
      await copy.click()
      await page.getByText('Copied').waitFor()
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(secret)
    } else expect(await copy.count()).toBe(0)
    await page.reload()
    expect(await page.content()).not.toContain(secret)
    receiver.trust(secret)

    const { page: list } = await visit(browser, { javaScriptEnabled: isLive })
    await list.goto(at('/deliveries'))
    await list.getByText('No deliveries yet').waitFor()
    await send(page, 'prompt_template_created', 'Bonjour')
    await shown(row(list, 'prompt_template_created', 'Delivered'), isLive)
    await shown(row(page, '', 'Delivered'), isLive)
    expect(receiver.received.at(-1)).toMatchObject({ details: { prompt_template_name: 'Bonjour' } })

    const before = received()
    receiver.answerInstead = { status: 500, headers: {}, body: 'the database is away' }
    await send(page, 'prompt_template_deleted', 'Adieu')
    await shown(row(list, 'prompt_template_deleted', 'Retrying'), isLive)
    await page.getByRole('rowheader').getByRole('link').click()
    await shown(page.locator('#attempt-2'), isLive)
    await page.getByText('the database is away').first().waitFor()
    await page.locator('#fact-next-attempt time').waitFor()
    // The attempts that are left, as far as the schedule tells.
    await page.locator('#planned-next', { hasText: 'Attempt 3' }).waitFor()
    expect(received()).toBe(before)

    receiver.answerInstead = null
    await page.getByRole('button', { name: 'Send again' }).click()
    await shown(page.locator('#attempt-3'), isLive)
    await shown(page.locator('#fact-state').getByText('Delivered'), isLive)
    await shown(row(list, 'prompt_template_deleted', 'Delivered'), isLive)
    expect(receiver.received.at(-1)).toMatchObject({ details: { prompt_template_name: 'Adieu' } })

    // The copied command sends the same request as the hub.
    receiver.answerInstead = { status: 202, headers: {}, body: 'from the shell' }
    const command = await page.locator('#curl-command').textContent()
    expect(await runInShell(`${command} --silent`)).toBe('from the shell')
    expect(faults).toEqual([])
  })

  test('a webhook can be paused, resumed, disabled, enabled, rotated and deleted', async () => {
    const { page, faults } = await visit(browser)
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    const follow = (name: string) => page.getByRole('link', { name, exact: true }).click()
    const firstSecret = await submit(page)
    receiver.trust(firstSecret)
    const [{ id = '' } = {}] = await hub.webhooks.list()
    await follow('Go to the webhook')
    await press('Pause')
    expect(await noticeOf(page)).toMatch(/^Paused/)
    expect(await hub.webhooks.get(id)).toMatchObject({ enabled: true, paused: true })
    // A notice is shown once.
    await page.reload()
    expect(await page.locator('.notice').count()).toBe(0)
    const example = exampleOf('prompt_template_created')
    await hub.publish([example, example] as WebhookEvent[])
    await page.reload()
    await page.getByText('2 deliveries wait and will be sent now.').waitFor()
    await press('Resume')
    expect(await noticeOf(page)).toMatch(/^Resumed/)
    expect((await hub.webhooks.get(id)).paused).toBe(false)
    await expect.poll(async () => (await hub.overview()).waiting).toBe(0)

    await hub.webhooks.pause(id)
    const { deliveryIds } = await hub.publish(example)
    await page.reload()
    await press('Disable and give up 1')
    expect(await noticeOf(page)).toBe('Disabled. 1 delivery is given up; you can send it again.')
    expect((await hub.webhooks.get(id)).enabled).toBe(false)
    await page.goto(at(`/deliveries/${deliveryIds[0]}`))
    await page.locator('#fact-state', { hasText: 'the webhook was disabled' }).waitFor()
    await page.goto(at(`/settings/webhooks/${id}`))
    await press('Enable')
    expect(await noticeOf(page)).toMatch(/^Enabled/)
    expect((await hub.webhooks.get(id)).enabled).toBe(true)

    await follow('Settings')
    await page.getByLabel('Keep the old secret valid for').selectOption('1 hour')
    await press('Rotate')
    const secret = await page.getByLabel('Secret', { exact: true }).inputValue()
    expect(await page.locator('main time').count()).toBe(1)
    expect(secret).not.toBe(firstSecret)
    const { previousSecretExpiresAt } = await hub.webhooks.get(id)
    const seconds = (Number(previousSecretExpiresAt) - Date.now()) / 1000
    expect(seconds > 3500 && seconds <= 3600).toBe(true)
    receiver.trust(secret)
    await press('Send a test')
    await page.locator('#fact-state').getByText('Delivered').waitFor()

    await page.goto(at(`/settings/webhooks/${id}/settings`))
    await follow('Delete…')
    await follow('Cancel')
    await follow('Settings')
    await follow('Delete…')
    await press('Pause instead')
    expect(await noticeOf(page)).toMatch(/^Paused/)
    await follow('Settings')
    await follow('Delete…')
    expect(await page.getByRole('button', { name: 'Pause instead' }).count()).toBe(0)
    expect(await hub.webhooks.list()).toHaveLength(1)
    await press('Delete webhook')
    expect(await noticeOf(page)).toMatch(/deleted/)
    expect(await hub.webhooks.list()).toEqual([])
    expect(faults).toEqual([])
  })

  test('deliveries can be paged and filtered, and those that were given up sent again', async () => {
    const { page, faults } = await visit(browser, { javaScriptEnabled: false })
    const { id, secret } = await hub.webhooks.create({ url: receiver.url })
    receiver.trust(secret)
    const [created, deleted] = (['prompt_template_created', 'prompt_template_deleted'] as const).map(
      exampleOf,
    )
    const states = async () => (await hub.deliveries.list({}, { limit: 100 })).items.map(({ state }) => state)
    await hub.publish(Array(51).fill(created))
    await expect.poll(states).toEqual(Array(51).fill('delivered'))
    receiver.answerInstead = { status: 410, headers: {}, body: '' }
    await hub.publish([created, created, deleted] as WebhookEvent[])
    await expect.poll(states).toEqual([...Array(3).fill('given_up'), ...Array(51).fill('delivered')])

    const rows = page.locator('#deliveries tr[id]')
    const ids = () => rows.evaluateAll((all) => all.map((each) => each.id))
    await page.goto(at('/deliveries'))
    const newest = await ids()
    await page.getByRole('link', { name: 'Older' }).click()
    expect(new Set([...newest, ...(await ids())]).size).toBe(54)
    await page.getByRole('link', { name: 'Newest' }).click()
    expect(await ids()).toEqual(newest)

    receiver.answerInstead = null
    await hub.webhooks.enable(id)
    await page.getByLabel('Event type').selectOption('prompt_template_created')
    await page.getByLabel('State').selectOption('Given up')
    await page.getByRole('button', { name: 'Filter' }).click()
    expect(await ids()).toHaveLength(2)
    await page.getByRole('button', { name: 'Send all again' }).click()
    expect(await noticeOf(page)).toBe('2 deliveries are being sent again.')
    await expect.poll(states).toEqual(['given_up', ...Array(53).fill('delivered')])
    expect(faults).toEqual([])
  })

  test('an event can be edited as a form and as JSON, if the form can represent it', async () => {
    const { page, faults } = await visit(browser, { javaScriptEnabled: false })
    receiver.trust(await submit(page))
    await page.goto(at('/send/prompt_template_created'))
    const name = page.getByLabel('prompt_template_name', { exact: true })
    await name.fill('Bonjour')
    await page.getByRole('button', { name: 'Edit as JSON' }).click()
    const json = page.getByLabel('JSON')
    const text = await json.inputValue()
    const { timestamp } = JSON.parse(text) as WebhookEvent
    expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(600_000)
    await json.fill(text.replace('"user_id"', 'user_id'))
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    expect(await page.locator('#json-issue').textContent()).toMatch(/line \d+, column 3: invalid symbol/)
    expect(JSON.parse(text)).toMatchObject({ details: { prompt_template_name: 'Bonjour' } })
    await json.fill(text.replace('{', '{"unknown": 1,'))
    await page.getByRole('button', { name: 'Edit as form' }).click()
    await page.locator('#json-issue', { hasText: 'unknown' }).waitFor()
    await json.fill(text.replace('Bonjour', 'Salut'))
    await page.getByRole('button', { name: 'Edit as form' }).click()
    expect(await name.inputValue()).toBe('Salut')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await shown(row(page, '', 'Delivered'), false)
    expect(receiver.received.at(-1)).toMatchObject({ details: { prompt_template_name: 'Salut' } })
    expect(faults).toEqual([])
  })

  test('untrusted text never runs as a script, and never reaches the Content-Security-Policy', async () => {
    const scripts = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(2)>',
      '"><svg onload=alert(3)>',
      "'-alert(4)-'",
      '</textarea></title></style><iframe srcdoc="<script>parent.alert(5)</script>">',
      'javascript:alert(6)',
    ]
    const everything = scripts.join('')
    const { page, faults } = await visit(browser)
    const secret = await submit(
      page,
      `${receiver.url}?${encodeURI(everything)}#"><img src=x onerror=alert(7)>`,
    )
    receiver.trust(secret)
    receiver.answerInstead = {
      status: 500,
      headers: { 'content-type': 'text/html', 'x-script': everything },
      body: everything,
    }
    await page.getByRole('link', { name: 'Go to the webhook' }).click()
    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await page.getByLabel('Description').fill(everything)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()

    // Refused input is shown again.
    await page.goto(at('/settings/webhooks'))
    await page.getByLabel('Webhook URL').fill('javascript:alert(8)')
    await page.getByText('Description, events to receive and more').click()
    await page.getByLabel('Description').fill(everything)
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.locator('#url-issue').waitFor()
    await page.goto(at('/send/prompt_template_label_moved'))
    for (const input of await page.locator('form.card input:not([type=hidden])').all())
      await input.fill(everything)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'The event was not sent' }).waitFor()
    expect(await page.getByLabel('workspace_id').inputValue()).toBe(everything)
    for (const json of [everything, JSON.stringify({ event_type: everything, [everything]: everything })]) {
      await page.goto(at('/send/prompt_template_label_moved/json'))
      await page.getByLabel('JSON').fill(json)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('heading', { name: 'The event was not sent' }).waitFor()
      expect(await page.getByLabel('JSON').inputValue()).toBe(json)
    }

    // Accepted input is shown on several pages.
    await send(page, 'prompt_template_deleted', everything)
    await page.locator('#payload', { hasText: 'alert(1)' }).waitFor()
    await page.getByRole('rowheader').getByRole('link').click()
    await page.locator('#attempt-2').waitFor()
    await page.getByText(everything).first().waitFor()
    const query = encodeURIComponent(everything)
    for (const path of [
      `/deliveries?type=${query}&state=${query}&range=${query}&again=${query}&notice=${query}`,
      `/deliveries?cursor=${query}`,
      `/deliveries?event=${query}`,
      `/events/${query}`,
      `/deliveries?webhook=${query}`,
      `/settings/webhooks?notice=${query}`,
      `/send/${query}`,
      `/deliveries/${query}`,
      `/${query}`,
      '/settings/webhooks',
      '/deliveries',
    ]) {
      await page.goto(at(path))
    }
    expect(faults).toEqual([])
  })

  test('visitors without a session sign in, and then see the page that they asked for', async () => {
    const guarded = await serve(hub, { port: 0, token: 'the-token-of-this-hub' })
    const { page, faults } = await visit(browser)
    const wanted = `${guarded.url}deliveries?state=given_up&range=week`
    await page.goto(wanted)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Token').fill('another')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('#token-issue').waitFor()
    await page.getByLabel('Token').fill('the-token-of-this-hub')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Deliveries', exact: true }).waitFor()
    expect(page.url()).toBe(wanted)
    expect(await page.getByLabel('State').inputValue()).toBe('given_up')
    await page.getByText('Live', { exact: true }).waitFor()
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    // A page that is missing keeps the navigation.
    await page.goto(`${guarded.url}nothing`)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click()
    expect(page.url()).toBe(guarded.url)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto(`${guarded.url}sign-in?to=${encodeURIComponent('//elsewhere.test/')}`)
    await page.getByLabel('Token').fill('the-token-of-this-hub')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(page.url()).toBe(guarded.url)
    expect(faults).toEqual([])
    await guarded.close()
  })
})
