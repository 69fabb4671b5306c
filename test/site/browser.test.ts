import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers } from '../../hub/test/browser.js'
import { catalog } from '../../src/generated/catalog.js'
import { hasTools } from '../support/tools.js'
import { visitedSite } from './visited-site.js'

const [eventType = ''] = Object.keys(catalog)
const looks = [
  '',
  'receiver/',
  'troubleshooting/',
  'events/',
  `events/${eventType}/`,
  'performance/',
  'nothing/',
]

describe.runIf(hasTools('Chromium'))('the site in a browser', () => {
  const site = visitedSite()

  /** Opens a page as a new visitor. `away` lists what it asks of anybody but the site. */
  async function open(path: string, options?: BrowserContextOptions) {
    const { page, faults } = await site.visit(options)
    const away: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) away.push(request.url())
    })
    await page.goto(new URL(path, site.url).href, { waitUntil: 'networkidle' })
    return { page, faults, away }
  }

  const widthOf = (page: Page) => page.evaluate('document.documentElement.scrollWidth')

  describe.each(looks)('the page /%s', (path) => {
    test.each(['light', 'dark'] as const)('has no barriers and fits, in %s', async (colorScheme) => {
      const { page, faults, away } = await open(path, { colorScheme })
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(colorScheme)
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 })
        const name = `${path.replaceAll('/', '-').replace(/-$/, '') || 'home'}-${colorScheme}-${width}.png`
        await site.look(page, name, { fullPage: true })
        await site.look(page, `top-${name}`)
        expect(await widthOf(page), `${width}`).toBe(width)
        expect(await barriers(page), `${width}`).toEqual([])
      }
      expect(faults).toEqual([])
      expect(away).toEqual([])
    })
  })

  test('the search finds an event by a part of its type, and asks only the site', async () => {
    const { page, faults, away } = await open('')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('textbox', { name: 'Search' }).fill('label_moved')
    const result = page
      .locator(`.pagefind-ui__result-link[href*="events/prompt_template_label_moved/"]`)
      .first()
    await result.waitFor()
    await site.look(page, 'search.png')
    await result.click()
    await page.getByRole('heading', { level: 1, name: 'prompt_template_label_moved' }).waitFor()
    expect(faults).toEqual([])
    expect(away).toEqual([])
  })

  test('event types in the sidebar wrap only after an underscore', async () => {
    const { page } = await open('events/prompt_template_version_created/')
    const lines = await page.evaluate(`[...document.querySelectorAll('nav.sidebar a[href*="/events/"] span')]
      .flatMap((span) => [...span.childNodes])
      .filter((part) => part.nodeName === '#text')
      .map((part) => {
        const range = document.createRange()
        range.selectNodeContents(part)
        return range.getClientRects().length
      })`)
    expect(new Set(lines as number[])).toEqual(new Set([1]))
  })

  test('a visitor of the home page loads less than 150 kB', async () => {
    const { page } = await site.visit()
    const requests: import('playwright-core').Request[] = []
    page.on('request', (request) => requests.push(request))
    await page.goto(site.url, { waitUntil: 'networkidle' })
    const sizes = await Promise.all(
      requests.map(async (request) => {
        const { responseHeadersSize, responseBodySize } = await request.sizes()
        return { url: request.url().slice(site.url.length), bytes: responseHeadersSize + responseBodySize }
      }),
    )
    if (site.screenshots) process.stdout.write(`${JSON.stringify(sizes, null, 1)}\n`)
    expect(sizes.length).toBeGreaterThan(3)
    expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(150_000)
  })
})
