import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import type { WebhookEvent } from 'prompt-webhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { exampleOf } from '../src/catalog.js'
import { createHub, type Hub, type HubServer, serve } from '../src/index.js'
import { barriers, startBrowser, visit } from './browser.js'
import { startReceiver, type TestReceiver } from './receiver.js'
import { runInShell } from './shell.js'

// The folder for screenshots. Without it, none are taken.
const screenshots = process.env.SCREENSHOTS

describe.runIf(hasTools('Chromium', 'curl'))('in a browser', () => {
  let browser: Browser
  let hub: Hub
  let server: HubServer
  let receiver: TestReceiver

  beforeAll(async () => {
    // The first failure is retried at once, the next one not during the test.
    const retryDelay = (failures: number) => (failures === 1 ? 50 : 600_000)
    browser = await startBrowser()
    hub = await createHub({ allow: ['127.0.0.1'], retryDelay })
    server = await serve(hub, { port: 0 })
    receiver = await startReceiver()
    if (screenshots) mkdirSync(screenshots, { recursive: true })
  }, 180_000)
  afterEach(async () => {
    for (const { id } of await hub.webhooks.list()) await hub.webhooks.remove(id)
    receiver.answerInstead = null
    await Promise.all(browser.contexts().map((context) => context.close()))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await hub?.close()
    await receiver?.stop()
  })

  const at = (path: string) => new URL(path, server.url).href
  const received = () => receiver.received.length

  /** Adds a webhook with the receiver's URL and returns its secret. */
  async function submit(page: Page, url = receiver.url): Promise<string> {
    await page.goto(at('/settings/webhooks'))
    await page.getByLabel('Webhook URL').fill(url)
    await page.getByRole('button', { name: 'Submit' }).click()
    return page.getByLabel('Secret').inputValue()
  }

  async function send(page: Page, type: string, name: string): Promise<void> {
    await page.goto(at('/send'))
    await page.getByRole('link', { name: new RegExp(`^${type} `) }).click()
    await page.getByLabel('prompt_template_name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Deliveries of this event' }).waitFor()
  }

  /** Waits until the page shows it. Reloads the page unless it is live. */
  async function shown(what: Locator, isLive: boolean): Promise<void> {
    if (isLive) return what.first().waitFor()
    while (!(await what.first().isVisible())) await what.page().reload()
  }

  const row = (page: Page, type: string, state: string) =>
    page.locator('#deliveries tr', { hasText: type }).locator('.badge', { hasText: state })

  test.each([
    { how: 'with live updates', javaScriptEnabled: true },
    { how: 'without JavaScript', javaScriptEnabled: false },
  ])('from adding a webhook to sending a delivery again, $how', async ({ javaScriptEnabled: isLive }) => {
    const { page, faults } = await visit(browser, {
      javaScriptEnabled: isLive,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.goto(server.url)
    await page.getByText('No webhooks yet').waitFor()

    await page.getByLabel('Webhook URL').fill('http://10.0.0.1/hook')
    await page.getByRole('button', { name: 'Submit' }).click()
    const url = page.getByLabel('Webhook URL')
    expect(await url.inputValue()).toBe('http://10.0.0.1/hook')
    expect(await url.getAttribute('aria-invalid')).toBe('true')
    expect(await url.getAttribute('aria-describedby')).toContain('url-issue')
    expect(await page.locator('#url-issue').textContent()).toMatch(/private|not public|address/)

    const secret = await submit(page)
    expect(secret).toMatch(/^whsec_/)
    const copy = page.getByRole('button', { name: 'Copy' })
    if (isLive) {
      await copy.click()
      await page.getByRole('button', { name: 'Copied' }).waitFor()
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
    await shown(row(page, 'prompt_template_created', 'Delivered'), isLive)
    expect(receiver.received.at(-1)).toMatchObject({ details: { prompt_template_name: 'Bonjour' } })

    const before = received()
    receiver.answerInstead = { status: 500, headers: {}, body: 'the database is away' }
    await send(page, 'prompt_template_deleted', 'Adieu')
    await shown(row(list, 'prompt_template_deleted', 'Retrying'), isLive)
    await page.getByRole('rowheader').getByRole('link').click()
    await shown(page.getByText('Attempt 2'), isLive)
    await page.getByText('the database is away').first().waitFor()
    expect(await page.locator('#fact-next-attempt time').count()).toBe(1)
    expect(received()).toBe(before)

    receiver.answerInstead = null
    await page.getByRole('button', { name: 'Send again' }).click()
    await shown(page.getByText('Attempt 3'), isLive)
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
    const [{ id = '' } = {}] = await hub.webhooks.list()
    await follow('Go to the webhook')
    await press('Pause')
    await page.locator('.notice', { hasText: 'Paused' }).waitFor()
    expect(await hub.webhooks.get(id)).toMatchObject({ enabled: true, paused: true })
    await press('Resume')
    await page.locator('.notice', { hasText: 'Resumed' }).waitFor()
    expect((await hub.webhooks.get(id)).paused).toBe(false)
    await press('Disable')
    await page.locator('.notice', { hasText: 'Disabled' }).waitFor()
    expect((await hub.webhooks.get(id)).enabled).toBe(false)
    await press('Enable')
    await page.locator('.notice', { hasText: 'Enabled' }).waitFor()
    expect((await hub.webhooks.get(id)).enabled).toBe(true)

    await page.getByLabel('Keep the old secret valid for').selectOption('1 hour')
    await press('Rotate')
    const secret = await page.getByLabel('Secret').inputValue()
    expect(await page.locator('main time').count()).toBe(1)
    expect(secret).not.toBe(firstSecret)
    const { previousSecretExpiresAt } = await hub.webhooks.get(id)
    const seconds = (Number(previousSecretExpiresAt) - Date.now()) / 1000
    expect(seconds > 3500 && seconds <= 3600).toBe(true)
    receiver.trust(secret)
    await press('Send a test')
    await page.locator('#fact-state').getByText('Delivered').waitFor()

    await page.goto(at(`/settings/webhooks/${id}`))
    await follow('Delete…')
    await follow('Cancel')
    await follow('Delete…')
    expect(await hub.webhooks.list()).toHaveLength(1)
    await press('Delete webhook')
    await page.locator('.notice', { hasText: 'deleted' }).waitFor()
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
    await page.locator('.notice', { hasText: /^2 / }).waitFor()
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
    expect(JSON.parse(text)).toMatchObject({ details: { prompt_template_name: 'Bonjour' } })
    await json.fill(text.replace('{', '{"unknown": 1,'))
    await page.getByRole('button', { name: 'Edit as form' }).click()
    await page.locator('#json-issue', { hasText: 'unknown' }).waitFor()
    await json.fill(text.replace('Bonjour', 'Salut'))
    await page.getByRole('button', { name: 'Edit as form' }).click()
    expect(await name.inputValue()).toBe('Salut')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await shown(row(page, 'prompt_template_created', 'Delivered'), false)
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
    await page.getByLabel('Description').fill(everything)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()

    // Refused input is shown again.
    await page.goto(at('/settings/webhooks'))
    await page.getByLabel('Webhook URL').fill('javascript:alert(8)')
    await page.locator('summary').click()
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
    await page.getByText('Event payload', { exact: true }).click()
    await page.getByRole('rowheader').getByRole('link').click()
    await page.getByText('Attempt 2').waitFor()
    await page.getByText(everything).first().waitFor()
    const query = encodeURIComponent(everything)
    for (const path of [
      `/deliveries?type=${query}&state=${query}&range=${query}&again=${query}&notice=${query}`,
      `/deliveries?cursor=${query}`,
      `/deliveries?event=${query}`,
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

  test('visitors without a session have to sign in', async () => {
    const guarded = await serve(hub, { port: 0, token: 'the-token-of-this-hub' })
    const { page, faults } = await visit(browser)
    await page.goto(`${guarded.url}deliveries`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Token').fill('another')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('#token-issue').waitFor()
    await page.getByLabel('Token').fill('the-token-of-this-hub')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Webhooks', exact: true }).waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto(guarded.url)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(faults).toEqual([])
    await guarded.close()
  })

  test('every page is accessible and fits, in light and dark, on a desktop and a phone', async () => {
    const { page, faults } = await visit(browser)
    await look('webhooks-none', '/settings/webhooks')
    await look('deliveries-none', '/deliveries')
    const { id: webhookId } = await hub.webhooks.create({
      url: receiver.url,
      description: 'The staging cluster',
      eventTypes: ['prompt_template_created', 'prompt_template_deleted'],
    })
    const { id: deliveryId } = await hub.webhooks.test(webhookId)
    await page.goto(at(`/deliveries/${deliveryId}`))
    await page.getByText('Attempt 2').waitFor()
    await look('webhooks', '/settings/webhooks')
    await look('webhook', `/settings/webhooks/${webhookId}`)
    await look('webhook-delete', `/settings/webhooks/${webhookId}/delete`)
    await look('deliveries', '/deliveries')
    await look('deliveries-ignored', '/deliveries?state=zz&search=Hello')
    await look('published', '/published-events')
    await look('delivery', `/deliveries/${deliveryId}`)
    await look('send', '/send')
    await look('send-form', '/send/prompt_template_label_moved')
    await look('send-json', '/send/prompt_template_label_moved/json')
    await look('events', '/events')
    await look('missing', '/nothing')
    await submit(page, `${receiver.url}?another`)
    await look('secret')
    await page.goto(at('/settings/webhooks'))
    await page.getByLabel('Webhook URL').fill('example')
    await page.getByRole('button', { name: 'Submit' }).click()
    await look('webhooks-refused')
    await page.goto(at('/send/prompt_template_label_moved'))
    await page.getByLabel('prompt_template_id').fill('x')
    await page.getByLabel('prompt_template_label', { exact: true }).fill('')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await look('send-refused')
    expect(faults).toEqual([])

    async function look(name: string, path?: string): Promise<void> {
      if (path) await page.goto(at(path))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        for (const [device, width] of [
          ['desktop', 1280],
          ['phone', 390],
        ] as const) {
          await page.setViewportSize({ width, height: 800 })
          const file = `${name}-${colorScheme}-${device}.png`
          if (screenshots) await page.screenshot({ path: join(screenshots, file), fullPage: true })
          expect(await page.evaluate('document.documentElement.scrollWidth'), `${name}, ${device}`).toBe(
            width,
          )
        }
        expect(await barriers(page), `${name}, ${colorScheme}`).toEqual([])
      }
    }
  })
})
