import type { Browser, Locator, Page } from 'playwright-core'
import { createHub, type Hub, type HubServer, serve } from '../src/index.js'
import { startBrowser } from './browser.js'
import type { DatabaseOptions } from './databases.js'
import { startReceiver, type TestReceiver } from './receiver.js'

/** A served hub with a receiver and a browser. */
export interface BrowserHub {
  readonly browser: Browser
  readonly hub: Hub
  readonly server: HubServer
  readonly receiver: TestReceiver
  /** The address of a path of the hub. */
  at(path: string): string
  /** Adds a webhook on the page and returns its secret. */
  submit(page: Page, url?: string): Promise<string>
  /** Sends an event from its form. */
  send(page: Page, type: string, name: string): Promise<void>
  /** Forgets webhooks and visitors. */
  clear(): Promise<void>
  stop(): Promise<void>
}

export async function startBrowserHub(database: DatabaseOptions): Promise<BrowserHub> {
  // The first failure is retried at once, the next one not during the test.
  const retryDelay = (failures: number) => (failures === 1 ? 50 : 600_000)
  const browser = await startBrowser()
  const hub = await createHub({
    ...database,
    allow: ['127.0.0.1'],
    retryDelay,
    failuresBeforeRest: 6,
    restSeconds: { first: 200, max: 300 },
  })
  const server = await serve(hub, { port: 0 })
  const receiver = await startReceiver()
  const at = (path: string) => new URL(path, server.url).href
  return {
    browser,
    hub,
    server,
    receiver,
    at,
    async submit(page, url = receiver.url) {
      await page.goto(at('/settings/webhooks'))
      await page.getByLabel('Webhook URL').fill(url)
      await page.getByRole('button', { name: 'Submit' }).click()
      return page.getByLabel('Secret', { exact: true }).inputValue()
    },
    async send(page, type, name) {
      await page.goto(at('/send'))
      await page.getByRole('link', { name: new RegExp(`^${type} `) }).click()
      await page.getByLabel('prompt_template_name', { exact: true }).fill(name)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('heading', { name: 'Deliveries of this event' }).waitFor()
    },
    async clear() {
      for (const { id } of await hub.webhooks.list()) await hub.webhooks.remove(id)
      receiver.answerInstead = null
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    async stop() {
      await browser.close()
      await server.close()
      await hub.close()
      await receiver.stop()
    },
  }
}

/** Waits until the page shows it. Reloads the page unless it is live. */
export async function shown(what: Locator, isLive: boolean): Promise<void> {
  if (isLive) return what.first().waitFor()
  while (!(await what.first().isVisible())) await what.page().reload()
}

/** The badge of the first row with an event type and a state. */
export function row(page: Page, type: string, state: string): Locator {
  return page.locator('#deliveries tr', { hasText: type }).locator('.badge', { hasText: state })
}
