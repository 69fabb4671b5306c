import { expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { createHub } from '../src/index.js'
import { serve } from '../src/serve.js'
import { startBrowser, visit } from './browser.js'
import { databases } from './databases.js'
import { eventually } from './eventually.js'

/** A served hub that counts who follows its deliveries. */
async function servedHub() {
  const [pglite] = databases
  const database = await pglite?.start()
  const hub = await createHub(await database?.create())
  let followers = 0
  const { subscribe } = hub.deliveries
  hub.deliveries.subscribe = (listener) => {
    const unsubscribe = subscribe(listener)
    followers++
    return () => {
      followers--
      unsubscribe()
    }
  }
  const server = await serve(hub, { port: 0 })
  const live = async (signal?: AbortSignal) => {
    const { body } = await fetch(new URL('api/deliveries/live', server.url), { signal: signal ?? null })
    const reader = body?.getReader()
    await reader?.read()
    return reader
  }
  return { hub, database, server, live, followers: () => followers }
}

test('a live page that is left no longer follows the hub; closing ends those that are still open', async () => {
  const { hub, database, server, live, followers } = await servedHub()
  const leaving = new AbortController()
  for (let count = 0; count < 20; count++) await live(leaving.signal)
  const open = await live()
  expect(followers()).toBe(21)
  leaving.abort()
  await eventually(async () => followers() === 1)
  const ended = eventually(
    () =>
      open?.read().then(
        ({ done }) => done,
        () => true,
      ) ?? Promise.resolve(true),
  )
  await server.close()
  await ended
  await eventually(async () => followers() === 0)
  await hub.close()
  await database?.stop()
})

// Pages of a headless browser are never hidden.
const settableVisibility = `
  globalThis.isHidden = true
  Object.defineProperty(document, 'hidden', { get: () => isHidden })
  globalThis.sources = []
  globalThis.EventSource = class extends EventSource {
    constructor(url) {
      super(url)
      sources.push(this)
    }
  }`

test.runIf(hasTools('Chromium'))(
  'a page has one connection while it is shown, and none while it is hidden, also from the start',
  async () => {
    const { hub, database, server, followers } = await servedHub()
    const browser = await startBrowser()
    const { page, faults } = await visit(browser)
    await page.addInitScript(settableVisibility)
    await page.goto(new URL('deliveries', server.url).href)
    const connections = () => page.evaluate('sources.filter(({ readyState }) => readyState < 2).length')
    const set = (isHidden: boolean) =>
      page.evaluate(`isHidden = ${isHidden}; document.dispatchEvent(new Event('visibilitychange'))`)
    const counts = [await connections()]
    for (const isHidden of [false, false, true, false, true, true]) {
      await set(isHidden)
      counts.push(await connections())
    }
    expect(counts).toEqual([0, 1, 1, 0, 1, 0, 0])
    await set(false)
    await page.getByText('Live', { exact: true }).waitFor()
    await eventually(async () => followers() === 1)
    expect(faults).toEqual([])
    await browser.close()
    await server.close()
    await hub.close()
    await database?.stop()
  },
)

test.runIf(hasTools('Chromium'))(
  'a page that took long to load again rests for as long before the next time',
  async () => {
    const { hub, database, server } = await servedHub()
    const browser = await startBrowser()
    const { page, faults } = await visit(browser)
    await page.addInitScript(settableVisibility)
    const address = new URL('deliveries', server.url).href
    await page.clock.install({ time: 0 })
    await page.goto(address)
    await page.clock.pauseAt(3_600_000)
    let loads = 0
    await page.route(address, async (route) => {
      loads++
      if (loads === 1) await page.clock.runFor(2000)
      await route.continue()
    })
    const loading = page.waitForResponse(address)
    await page.evaluate('isHidden = false; document.dispatchEvent(new Event("visibilitychange"))')
    await (await loading).finished()
    const change = `sources.at(-1).dispatchEvent(new MessageEvent('deliveries', { data: '[{}]' }))`
    await page.evaluate(change)
    await page.clock.runFor(1900)
    // A request that was sent meanwhile has arrived by then.
    await page.evaluate(`fetch('/healthz').then(() => {})`)
    expect(loads).toBe(1)
    await eventually(async () => {
      await page.clock.runFor(100)
      return loads === 2
    })
    await page.unrouteAll({ behavior: 'wait' })
    expect(faults).toEqual([])
    await browser.close()
    await server.close()
    await hub.close()
    await database?.stop()
  },
)
