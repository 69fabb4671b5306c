import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { serve } from '../src/index.js'
import { barriers, startBrowser, visit } from './browser.js'
import { databases, type TestDatabases } from './databases.js'
import { example, hubOnDatabase } from './engine/hub-on-database.js'

describe.runIf(hasTools('Chromium')).each(databases)('$name, in a browser', ({ start }) => {
  let database: TestDatabases
  let browser: Browser
  beforeAll(async () => {
    database = await start()
    browser = await startBrowser()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await database.stop()
  })

  test.each([true, false])(
    'a replay shows the number, then sends (JavaScript: %s)',
    async (javaScriptEnabled) => {
      await using all = await hubOnDatabase(database, {})
      const { hub, webhook } = all
      await hub.webhooks.disable(webhook.id)
      await all.publish(3)
      const server = await serve(hub, { port: 0 })
      const { page, faults } = await visit(browser, { javaScriptEnabled })
      // axe needs JavaScript.
      const isAccessible = async () => expect(javaScriptEnabled ? await barriers(page) : []).toEqual([])
      await page.goto(new URL(`settings/webhooks/${webhook.id}`, server.url).href)
      await page.getByRole('link', { name: 'Replay', exact: true }).click()
      await isAccessible()
      await page.getByRole('button', { name: 'Count' }).click()
      await page.getByRole('heading', { name: 'Send 3 events?' }).waitFor()
      await page.getByText('3 missed').waitFor()
      await isAccessible()
      // Not to a disabled webhook.
      expect(await page.getByRole('button', { name: 'Send 3 events' }).count()).toBe(0)
      await hub.webhooks.enable(webhook.id)
      await page.reload()
      const form: [string, string][] = []
      for (const input of await page.locator('form[method=post] input[type=hidden]').all()) {
        form.push([`${await input.getAttribute('name')}`, `${await input.getAttribute('value')}`])
      }
      await page.getByRole('button', { name: 'Send 3 events' }).click()
      await page.getByText('3 deliveries are being sent again.').waitFor()
      await isAccessible()
      await all.endpoint.count(3)
      // The page before counts anew, and the same form sends nothing twice.
      await page.goBack()
      await page.getByRole('heading', { name: 'Nothing to send' }).waitFor()
      const again = await fetch(new URL(`settings/webhooks/${webhook.id}/replay`, server.url), {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      })
      expect(again.headers.get('set-cookie')).toContain('again.0')
      expect((await hub.deliveries.list()).items).toHaveLength(3)

      await page.goto(new URL(`settings/webhooks/${webhook.id}/replay`, server.url).href)
      for (const name of ['Missed', 'Given up']) await page.getByRole('checkbox', { name }).uncheck()
      await page.getByLabel('Published since (UTC)').fill('')
      await page.getByRole('button', { name: 'Count' }).click()
      await page.getByText('Expected a valid time.').waitFor()
      await page.getByText('Expected at least one state.').waitFor()
      await isAccessible()
      expect(faults).toEqual([])
      await server.close()
    },
  )

  test('the selected deliveries are sent again, and the list stays filtered', async () => {
    await using all = await hubOnDatabase(database, {})
    await all.publish(3)
    await all.endpoint.count(3)
    const server = await serve(all.hub, { port: 0 })
    const { page, faults } = await visit(browser, {})
    await page.goto(new URL('deliveries?state=delivered', server.url).href)
    const boxes = page.getByRole('checkbox', { name: /^Select the delivery of / })
    await expect.poll(() => boxes.count()).toBe(3)
    for (const index of [0, 2]) await boxes.nth(index).check()
    await page.getByRole('button', { name: 'Send selected again' }).click()
    await page.getByText('2 deliveries are being sent again.').waitFor()
    expect(new URL(page.url()).search).toBe('?state=delivered')
    await all.endpoint.count(5)
    await page.getByRole('button', { name: 'Send selected again' }).click()
    await page.waitForLoadState()
    expect(await page.getByText('being sent again').count()).toBe(0)
    expect(faults).toEqual([])
    await server.close()
  })

  test('waiting leads to exactly what waits; why it waits is told once, and the event with its payload', async () => {
    await using all = await hubOnDatabase(database, {})
    const { hub, webhook } = all
    await all.publish(2)
    await all.endpoint.count(2)
    await hub.webhooks.pause(webhook.id)
    const waiting = await all.publish(3)
    const server = await serve(hub, { port: 0 })
    const { page, faults } = await visit(browser, { javaScriptEnabled: false })
    await page.goto(server.url)
    await page.locator('#fact-waiting-now').getByRole('link', { name: '3' }).click()
    const rows = page.locator('#deliveries tr')
    expect((await rows.evaluateAll((found) => found.map(({ id }) => id))).toSorted()).toEqual(
      waiting.map((id) => `delivery-${id}`).toSorted(),
    )
    expect(await page.getByLabel('State').inputValue()).toBe('waiting')
    expect(await page.getByText('Its deliveries wait until you resume it.').count()).toBe(1)
    await rows.first().getByRole('link').first().click()
    await page.getByRole('link', { name: 'View event' }).click()
    await page.getByRole('heading', { name: 'Deliveries of this event' }).waitFor()
    expect(JSON.parse((await page.locator('#payload').textContent()) ?? '')).toEqual(example)
    await hub.webhooks.resume(webhook.id)
    await all.endpoint.count(5)
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.getByText('1 delivery is being sent again.').waitFor()
    await all.endpoint.count(6)
    expect(faults).toEqual([])
    await server.close()
  })

  test('inputs for times are in the zone of the times that are shown: the reader’s, or UTC without JavaScript', async () => {
    await using all = await hubOnDatabase(database, { work: false })
    const server = await serve(all.hub, { port: 0 })
    const address = (path: string) => new URL(path, server.url).href
    const { page, faults } = await visit(browser, { timezoneId: 'Asia/Kolkata' })
    await page.goto(address('deliveries'))
    await page.getByLabel('From (GMT+5:30)').fill('2026-11-27')
    await page.getByLabel('To (GMT+5:30)').fill('2026-11-27')
    await page.getByRole('button', { name: 'Filter' }).click()
    const parameters = new URL(page.url()).searchParams
    expect([parameters.get('from'), parameters.get('to')]).toEqual([
      '2026-11-26T18:30:00.000Z',
      '2026-11-27T18:30:00.000Z',
    ])
    expect(await page.getByLabel('From (GMT+5:30)').inputValue()).toBe('2026-11-27')
    expect(await page.getByLabel('To (GMT+5:30)').inputValue()).toBe('2026-11-27')
    const { page: plain } = await visit(browser, { javaScriptEnabled: false })
    await plain.goto(page.url())
    expect(await plain.getByLabel('From (UTC)').inputValue()).toBe('2026-11-26T18:30')
    await plain.goto(address('deliveries?from=2026-11-27&to=2026-11-27'))
    expect(await plain.getByLabel('To (UTC)').inputValue()).toBe('2026-11-27')
    await plain.getByRole('button', { name: 'Filter' }).click()
    expect(new URL(plain.url()).searchParams.get('to')).toBe('2026-11-27')

    await page.goto(address(`settings/webhooks/${all.webhook.id}/replay`))
    await page.getByLabel('Published since (GMT+5:30)').fill('2026-11-27T10:00')
    await page.getByRole('button', { name: 'Count' }).click()
    expect(new URL(page.url()).searchParams.get('since')).toBe('2026-11-27T04:30:00.000Z')
    expect(await page.getByLabel('Published since (GMT+5:30)').inputValue()).toBe('2026-11-27T10:00')
    expect(faults).toEqual([])
    await server.close()
  })

  test('listeners are shown with their names', async () => {
    await using all = await hubOnDatabase(database, { work: false })
    const server = await serve(all.hub, { port: 0 })
    const { page, faults } = await visit(browser, {})
    await page.goto(new URL('settings/webhooks', server.url).href)
    await page.getByRole('link', { name: 'Listeners' }).click()
    await page.getByText('Nobody listens now.').waitFor()
    await page.getByText(`npx prompt-webhooks listen --hub ${server.url} `).waitFor()
    expect(await barriers(page)).toEqual([])
    const leaving = new AbortController()
    await fetch(new URL('api/events/live?name=me%40laptop', server.url), { signal: leaving.signal })
    await page.reload()
    await page.getByRole('cell', { name: 'me@laptop' }).waitFor()
    expect(await barriers(page)).toEqual([])
    leaving.abort()
    expect(faults).toEqual([])
    await server.close()
  })
})
