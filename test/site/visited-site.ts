import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest'
import { startBrowser, visit } from '../../hub/test/browser.js'
import { serveSite } from './serve-site.js'

/** Serves the built site and starts a browser, for the tests of a group. Both stop after them. */
export function visitedSite() {
  const { folder, base } = inject('site')
  // The folder for screenshots. Without it, none are taken.
  const screenshots = process.env.SCREENSHOTS
  let browser: Browser
  let site: Awaited<ReturnType<typeof serveSite>>

  beforeAll(async () => {
    site = await serveSite(folder, base)
    browser = await startBrowser()
    if (screenshots) mkdirSync(screenshots, { recursive: true })
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
  })

  return {
    folder,
    screenshots,
    get url() {
      return site.url
    },
    /** Opens an empty page for a new visitor. It is closed after the test. */
    async visit(options?: BrowserContextOptions) {
      const visited = await visit(browser, options)
      onTestFinished(() => visited.page.context().close())
      return visited
    },
    /** Takes a picture, if somebody wants to look at it. */
    look: async (page: Page, name: string, options?: Parameters<Page['screenshot']>[0]) => {
      if (screenshots) await page.screenshot({ path: join(screenshots, name), ...options })
    },
  }
}
