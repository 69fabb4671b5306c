import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { catalog } from '../src/catalog.js'
import type { Hub } from '../src/index.js'
import { barriers, visit } from './browser.js'
import { type BrowserHub, startBrowserHub } from './browser-hub.js'
import { type BusyHub, busyPages, startBusyHub } from './busy-hub.js'
import type { TestReceiver } from './receiver.js'

// The folder for screenshots. Without it, none are taken.
const screenshots = process.env.SCREENSHOTS

const devices = [
  ['desktop', 1280],
  ['phone', 390],
] as const

describe.runIf(hasTools('Chromium'))('the look of pages', () => {
  let all: BrowserHub
  let browser: Browser
  let hub: Hub
  let receiver: TestReceiver

  beforeAll(async () => {
    all = await startBrowserHub({})
    ;({ browser, hub, receiver } = all)
    if (screenshots) mkdirSync(screenshots, { recursive: true })
  }, 180_000)
  afterEach(() => all.clear())
  afterAll(() => all?.stop())

  const at = (path: string) => all.at(path)

  /** Fails if the page has barriers or does not fit, in light or dark, on a desktop or a phone. */
  async function look(page: Page, name: string, path?: string): Promise<void> {
    if (path) await page.goto(URL.canParse(path) ? path : at(path))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const [device, width] of devices) {
        await page.setViewportSize({ width, height: 800 })
        const file = `${name}-${colorScheme}-${device}.png`
        if (screenshots) await page.screenshot({ path: join(screenshots, file), fullPage: true })
        expect(await page.evaluate('document.documentElement.scrollWidth'), `${name}, ${device}`).toBe(width)
      }
      expect(await barriers(page), `${name}, ${colorScheme}`).toEqual([])
    }
  }

  /** The same for a page without JavaScript; axe needs it. */
  async function lookWithoutScript(page: Page, name: string, path: string): Promise<void> {
    await page.goto(path)
    for (const [device, width] of devices) {
      await page.setViewportSize({ width, height: 800 })
      const file = `${name}-noscript-${device}.png`
      if (screenshots) await page.screenshot({ path: join(screenshots, file), fullPage: true })
    }
  }

  const accessible = 'are accessible and fit, in light and dark, on a desktop and a phone'

  /** A webhook that keeps failing, with the id of a delivery to it. */
  async function restingWebhook() {
    receiver.answerInstead = { status: 503, headers: {}, body: 'away' }
    const { id } = await hub.webhooks.create({
      url: receiver.url,
      description: 'The staging cluster',
      eventTypes: ['prompt_template_created', 'prompt_template_deleted'],
      headers: { 'x-api-key': 'secret' },
    })
    const { id: deliveryId } = await hub.webhooks.test(id)
    for (let each = 0; each < 6; each++) await hub.webhooks.test(id)
    await expect.poll(async () => (await hub.webhooks.get(id)).restingUntil).not.toBeNull()
    return { id, deliveryId }
  }

  test(`pages without data ${accessible}`, async () => {
    const { page, faults } = await visit(browser)
    await look(page, 'overview-none', '/')
    await look(page, 'webhooks-none', '/settings/webhooks')
    await look(page, 'deliveries-none', '/deliveries')
    await look(page, 'missing', '/nothing')
    await look(page, 'event-types-search', '/event-types?search=label')
    await look(page, 'event-types-nothing', '/event-types?search=nothing-like-this')
    expect(faults).toEqual([])
  })

  test(`the overview and the pages of deliveries ${accessible}`, async () => {
    const { page, faults } = await visit(browser)
    const { deliveryId } = await restingWebhook()
    const { eventId } = await hub.deliveries.get(deliveryId)
    await look(page, 'overview', '/')
    await look(page, 'deliveries', '/deliveries')
    await look(page, 'delivery', `/deliveries/${deliveryId}`)
    await look(page, 'event', `/events/${eventId}`)
    await look(page, 'events', '/events')
    expect(faults).toEqual([])
  })

  test(`the pages of a webhook ${accessible}`, async () => {
    const { page, faults } = await visit(browser)
    const { id } = await restingWebhook()
    await look(page, 'webhooks', '/settings/webhooks')
    await look(page, 'webhook', `/settings/webhooks/${id}`)
    await look(page, 'webhook-settings', `/settings/webhooks/${id}/settings`)
    await look(page, 'webhook-delete', `/settings/webhooks/${id}/delete`)
    await look(page, 'webhook-replay', `/settings/webhooks/${id}/replay`)
    await look(page, 'listeners', '/settings/listeners')
    await page.goto(at(`/settings/webhooks/${id}/settings`))
    await hub.webhooks.update(id, { description: 'Somebody else was faster' })
    await page.getByLabel('Description').fill('Mine')
    await page.getByRole('button', { name: 'Save' }).click()
    await look(page, 'webhook-conflict')
    await hub.webhooks.disable(id)
    await look(page, 'webhook-disabled', `/settings/webhooks/${id}`)
    expect(faults).toEqual([])
  })

  test(`the pages that add a webhook ${accessible}`, async () => {
    const { page, faults } = await visit(browser)
    await all.submit(page)
    await look(page, 'secret')
    await page.reload()
    await look(page, 'secret-shown')
    await page.goto(at('/settings/webhooks'))
    await page.getByLabel('Webhook URL').fill('example')
    await page.getByRole('button', { name: 'Submit' }).click()
    await look(page, 'webhooks-refused')
    await page.getByLabel('Webhook URL').fill(receiver.url)
    await page.getByRole('button', { name: 'Submit' }).click()
    await look(page, 'webhooks-duplicate')
    expect(faults).toEqual([])
  })

  test(`the pages that send an event ${accessible}`, async () => {
    const { page, faults } = await visit(browser)
    await look(page, 'send', '/send')
    await look(page, 'send-form', '/send/prompt_template_label_moved')
    await look(page, 'send-json', '/send/prompt_template_label_moved/json')
    await page.goto(at('/send/prompt_template_label_moved'))
    await page.getByLabel('prompt_template_id').fill('x')
    await page.getByLabel('prompt_template_label', { exact: true }).fill('')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await look(page, 'send-refused')
    expect(faults).toEqual([])
  })

  test(`the types of the contract ${accessible}`, async () => {
    const { page, faults } = await visit(browser)
    await look(page, 'event-types', '/event-types')
    expect(faults).toEqual([])
  })

  describe('of a busy hub', () => {
    let busy: BusyHub
    beforeAll(async () => {
      busy = await startBusyHub()
    })
    afterAll(() => busy?.stop())

    test.each(busyPages)(`the page %s ${accessible}`, async (name) => {
      const { page, faults } = await visit(browser, { timezoneId: 'Asia/Kolkata' })
      await look(page, `busy-${name}`, busy.addressOf(name))
      const { page: plain } = await visit(browser, { javaScriptEnabled: false })
      await lookWithoutScript(plain, `busy-${name}`, busy.addressOf(name))
      expect(faults).toEqual([])
    })
  })

  test('long texts without a space leave every column on the page', async () => {
    const { page } = await visit(browser)
    const long = 'x'.repeat(500)
    const { id } = await hub.webhooks.create({ url: `${receiver.url}/${long}?${long}`, description: long })
    receiver.answerInstead = { status: 500, headers: { [`x-${long}`]: long }, body: long }
    const event = catalog
      .map(({ example }) => example)
      .find(({ details }) => 'prompt_template_name' in details)
    const { eventId, deliveryIds } = await hub.publish({
      ...event,
      details: { ...event?.details, prompt_template_name: long },
    } as never)
    await page.goto(at(`/deliveries/${deliveryIds[0]}`))
    await page.locator('#attempt-2').waitFor()
    for (const path of [
      '/',
      '/deliveries',
      '/events',
      `/events/${eventId}`,
      `/deliveries/${deliveryIds[0]}`,
      '/settings/webhooks',
      `/settings/webhooks/${id}`,
      `/settings/webhooks/${id}/settings`,
      `/settings/webhooks/${id}/replay`,
      `/settings/webhooks/${id}/delete`,
    ]) {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(at(path))
        const outside = await page.evaluate(
          `[...document.querySelectorAll('main *:not(pre, pre *, svg, svg *, .visually-hidden)')]
            .filter((each) => each.getClientRects().length && each.getBoundingClientRect().right > innerWidth)
            .map((each) => each.outerHTML.slice(0, 80))`,
        )
        expect(outside, `${path} at ${width}`).toEqual([])
      }
    }
  })

  test('times name their zone: UTC without JavaScript, the reader’s with it, tooltips of charts included', async () => {
    const { id } = await hub.webhooks.create({ url: receiver.url })
    receiver.answerInstead = { status: 204, headers: {}, body: '' }
    await hub.webhooks.test(id)
    const tooltip = 'document.querySelector("#chart title").textContent'
    for (const [options, zone] of [
      [{ javaScriptEnabled: false }, / UTC$/],
      [{ timezoneId: 'Asia/Kolkata' }, / (GMT\+5:30|IST)$/],
    ] as const) {
      const { page } = await visit(browser, options)
      await page.goto(at(`/settings/webhooks/${id}`))
      const times = page.locator('main time')
      const whole = await times.evaluateAll((all) =>
        all.map((time) => (time.hasAttribute('data-short') ? time.title.split('\n')[0] : time.textContent)),
      )
      expect(whole.length).toBeGreaterThan(0)
      for (const time of whole) expect(time).toMatch(zone)
      for (const name of await page.locator('[data-zone]').allTextContents()) expect(` ${name}`).toMatch(zone)
      const [, shown = ''] =
        /(UTC|GMT\+5:30|IST)$/.exec((await page.locator('#chart [data-zone]').first().textContent()) ?? '') ??
        []
      expect(` ${shown}`).toMatch(zone)
      if (!('javaScriptEnabled' in options)) expect(await page.evaluate(tooltip)).toContain(`${shown}: `)
      else expect(await page.locator('#chart title').first().textContent()).toMatch(/ UTC: \d+ attempts/)
    }
  })

  test('the page of types finds them by their fields, copies examples, and leads to schemas', async () => {
    const { page, faults } = await visit(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(at('/event-types'))
    await page.getByRole('searchbox').fill('label moved')
    await page.getByRole('button', { name: 'Search' }).click()
    const found = await page.locator('main section.card h2').allTextContents()
    expect(found).toContain('prompt_template_label_moved')
    expect(found.length).toBeLessThan(catalog.length)
    const [entry] = catalog.filter(({ type }) => type === found[0])
    await page.getByText('Example', { exact: true }).first().click()
    await page.getByRole('button', { name: 'Copy JSON' }).first().click()
    await page.getByText('Copied').first().waitFor()
    expect(JSON.parse(String(await page.evaluate('navigator.clipboard.readText()')))).toEqual(entry?.example)
    const href = await page.getByRole('link', { name: 'JSON Schema' }).first().getAttribute('href')
    const response = await fetch(at(href ?? ''))
    expect(response.headers.get('content-type')).toContain('application/schema+json')
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(entry?.schema)))
    expect(faults).toEqual([])
  })
})
