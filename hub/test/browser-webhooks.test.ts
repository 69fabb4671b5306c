import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { exampleOf } from '../src/catalog.js'
import type { Hub } from '../src/index.js'
import { visit } from './browser.js'
import { type BrowserHub, startBrowserHub } from './browser-hub.js'
import { databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import type { TestReceiver } from './receiver.js'

const example = exampleOf('prompt_template_created')

describe.runIf(hasTools('Chromium')).each(databases)('webhooks in a browser, on $name', ({ start }) => {
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

  const pathOf = ({ id }: { id: string }) => all.at(`/settings/webhooks/${id}`)
  const settingsOf = (webhook: { id: string }) => `${pathOf(webhook)}/settings`

  test('the second person to save sees the first change and keeps their own input', async () => {
    const webhook = await hub.webhooks.create({ url: receiver.url, description: 'first' })
    const { page: one, faults } = await visit(browser, { javaScriptEnabled: false })
    const { page: other } = await visit(browser, { javaScriptEnabled: false })
    await one.goto(settingsOf(webhook))
    await other.goto(settingsOf(webhook))
    await one.getByLabel('Description').fill('of one')
    await one.getByRole('button', { name: 'Save' }).click()
    await one.locator('.notice', { hasText: 'Saved.' }).waitFor()

    await other.getByLabel('Description').fill('of the other')
    await other.getByRole('button', { name: 'Save' }).click()
    const alert = other.getByRole('alert')
    expect(await alert.textContent()).toContain('Description: of one')
    expect(await other.getByLabel('Description').inputValue()).toBe('of the other')
    expect((await hub.webhooks.get(webhook.id)).description).toBe('of one')
    await other.getByRole('button', { name: 'Save' }).click()
    await other.locator('.notice', { hasText: 'Saved.' }).waitFor()
    expect((await hub.webhooks.get(webhook.id)).description).toBe('of the other')

    // What the hub does meanwhile, such as a pause, does not conflict.
    await hub.webhooks.pause(webhook.id)
    await other.getByLabel('Description').fill('last')
    await other.getByRole('button', { name: 'Save' }).click()
    await other.locator('.notice', { hasText: 'Saved.' }).waitFor()
    expect(await hub.webhooks.get(webhook.id)).toMatchObject({ description: 'last', paused: true })
    expect(faults).toEqual([])
  })

  test('a URL is added twice only on demand', async () => {
    const { page, faults } = await visit(browser, { javaScriptEnabled: false })
    await all.submit(page)
    await page.goto(all.at('/settings/webhooks'))
    await page.getByLabel('Webhook URL').fill(receiver.url.toUpperCase().replace('HOOK', 'hook'))
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('alert').getByText('exists already').waitFor()
    expect(await hub.webhooks.list()).toHaveLength(1)
    await page.getByRole('button', { name: 'Add it anyway' }).click()
    await page.getByLabel('Secret', { exact: true }).waitFor()
    expect(await hub.webhooks.list()).toHaveLength(2)
    expect(faults).toEqual([])
  })

  test('a URL that is refused is explained', async () => {
    const { page } = await visit(browser, { javaScriptEnabled: false })
    for (const [url, message] of [
      ['', 'Expected a URL, such as https://example.com/webhooks.'],
      ['example.com', 'starts with https://'],
      ['http://192.168.0.1/', '--allow 192.168.0.1'],
    ] as const) {
      await page.goto(all.at('/settings/webhooks'))
      await page.getByLabel('Webhook URL').fill(url)
      await page.getByRole('button', { name: 'Submit' }).click()
      expect(await page.locator('#url-issue').textContent()).toContain(message)
    }
  })

  test('headers, workspaces and limits are set, kept, changed and removed; values are never shown', async () => {
    const endpoint = await startEndpoint()
    const webhook = await hub.webhooks.create({ url: endpoint.url })
    const { page, faults } = await visit(browser, { javaScriptEnabled: false })
    const save = async () => {
      await page.getByRole('button', { name: 'Save' }).click()
      await page.locator('.notice', { hasText: 'Saved.' }).waitFor()
    }
    const lastHeaders = async () => {
      const before = endpoint.received.length
      await hub.webhooks.test(webhook.id)
      await endpoint.count(before + 1)
      return endpoint.received.at(-1)?.headers ?? {}
    }
    await page.goto(settingsOf(webhook))
    await page.getByText('Headers, workspaces and limits').click()
    await page.getByLabel('Name of new header 1').fill('X-Api-Key')
    await page.getByLabel('Value of new header 1').fill('the-value-of-the-key')
    await page.getByLabel('Name of new header 2').fill('x-team')
    await page.getByLabel('Value of new header 2').fill('search')
    await page.getByLabel('Workspaces').fill('1, 7')
    await page.getByLabel('Time-out of an attempt').fill('2500')
    await page.getByLabel('Attempts at a time').fill('3')
    await save()
    expect(await page.content()).not.toContain('the-value-of-the-key')
    expect(await hub.webhooks.get(webhook.id)).toMatchObject({
      headers: ['x-api-key', 'x-team'],
      workspaceIds: [1, 7],
      timeoutMs: 2500,
      concurrency: 3,
    })
    expect(await lastHeaders()).toMatchObject({ 'x-api-key': 'the-value-of-the-key', 'x-team': 'search' })

    // What is left blank keeps its value.
    await page.getByLabel('New value of x-team').fill('cache')
    await page.getByLabel('Workspaces').fill('')
    await save()
    expect(await lastHeaders()).toMatchObject({ 'x-api-key': 'the-value-of-the-key', 'x-team': 'cache' })
    expect((await hub.webhooks.get(webhook.id)).workspaceIds).toBeNull()

    await page.locator('li', { hasText: 'x-api-key' }).getByLabel('Remove').check()
    await page.getByLabel('Name of new header 1').fill('host')
    await page.getByLabel('Value of new header 1').fill('elsewhere')
    await page.getByLabel('Time-out of an attempt').fill('soon')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.locator('#headers-issue').textContent()).toContain('host: The URL decides the host.')
    expect(await page.locator('#timeoutMs-issue').textContent()).toContain('1 to 60000')
    expect(await page.getByLabel('Time-out of an attempt').inputValue()).toBe('soon')
    await page.getByLabel('Name of new header 1').fill('')
    await page.getByLabel('Value of new header 1').fill('')
    await page.getByLabel('Time-out of an attempt').fill('')
    await save()
    expect(await hub.webhooks.get(webhook.id)).toMatchObject({ headers: ['x-team'], timeoutMs: null })
    expect(await lastHeaders()).not.toHaveProperty('x-api-key')
    expect(faults).toEqual([])
    await endpoint.stop()
  })

  test('a rest is shown wherever somebody may look for it, with its end', async () => {
    const { id } = await hub.webhooks.create({ url: receiver.url })
    receiver.answerInstead = { status: 503, headers: {}, body: 'away' }
    await hub.publish(Array(8).fill(example))
    const restingUntil = await expect
      .poll(async () => (await hub.webhooks.get(id)).restingUntil)
      .not.toBeNull()
      .then(async () => (await hub.webhooks.get(id)).restingUntil as Date)
    const { deliveryIds } = await hub.publish(example)
    const end = `${restingUntil.toISOString().slice(0, 19).replace('T', ' ')} UTC`
    const { page, faults } = await visit(browser, { javaScriptEnabled: false })
    for (const [path, place] of [
      ['/', `#webhook-${id}`],
      ['/settings/webhooks', `#webhook-${id}`],
      [`/settings/webhooks/${id}`, '#trouble'],
      ['/deliveries', `#delivery-${deliveryIds[0]}`],
      [`/deliveries/${deliveryIds[0]}`, '#fact-next-attempt'],
    ] as const) {
      await page.goto(all.at(path))
      const text = await page.locator(place).textContent()
      const times = await page
        .locator(`${place} time`)
        .evaluateAll((all) => all.map((time) => time.title || time.textContent))
      expect(times, path).toContain(end)
      expect(text, path).toMatch(/rest/i)
    }
    // One delivery that arrives ends the rest; the page says how.
    await page.goto(pathOf({ id }))
    receiver.answerInstead = { status: 204, headers: {}, body: '' }
    await page.getByRole('button', { name: 'Send a test' }).click()
    await expect.poll(async () => (await hub.webhooks.get(id)).restingUntil).toBeNull()
    await page.goto(all.at('/'))
    await page.locator('#changes').getByText('Recovered').first().waitFor()
    expect(faults).toEqual([])
  })

  test('the overview counts what happened, orders webhooks by trouble, and leads to both', async () => {
    const fine = await hub.webhooks.create({ url: `${receiver.url}/fine` })
    const gone = await hub.webhooks.create({ url: `${receiver.url}/gone` })
    receiver.answerInstead = { status: 410, headers: {}, body: '' }
    await hub.webhooks.test(gone.id)
    await expect.poll(async () => (await hub.webhooks.get(gone.id)).enabled).toBe(false)
    receiver.answerInstead = { status: 204, headers: {}, body: '' }
    const { deliveryIds } = await hub
      .publish([example, example, example] as never)
      .then((publications) => ({ deliveryIds: [publications].flat().flatMap((each) => each.deliveryIds) }))
    await expect
      .poll(async () =>
        (await Promise.all(deliveryIds.map((id) => hub.deliveries.get(id)))).every(
          ({ state }) => state === 'delivered',
        ),
      )
      .toBe(true)
    const { page, faults } = await visit(browser, { javaScriptEnabled: false })
    await page.goto(all.at('/'))
    const rows = page.locator('#webhooks tr')
    expect(await rows.evaluateAll((found) => found.map(({ id }) => id))).toEqual([
      `webhook-${gone.id}`,
      `webhook-${fine.id}`,
    ])
    expect(await rows.first().textContent()).toContain('410')
    expect(await page.locator('#fact-success-rate').textContent()).toMatch(/\d%/)
    expect(await page.locator('#fact-latency').textContent()).toMatch(/\d ms.*95% within/)
    await page.getByRole('link', { name: 'Last week' }).click()
    expect(new URL(page.url()).searchParams.get('range')).toBe('week')
    await page.getByText('Show as table').click()
    await page.locator('#chart-table tbody tr').first().waitFor()
    await page.locator('#changes', { hasText: 'Disabled by the hub' }).waitFor()
    await rows.first().getByRole('link').first().click()
    await page.getByRole('heading', { name: gone.url }).waitFor()
    expect(await page.locator('#chart .bars').count()).toBe(3)
    expect(faults).toEqual([])
  })
})
