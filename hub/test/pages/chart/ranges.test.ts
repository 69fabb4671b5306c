import { expect, test, vi } from 'vitest'
import { createApp } from '../../../src/app.js'
import { ranges, withRange } from '../../../src/pages/chart/ranges.js'
import { stubHub } from '../../safety/stub-hub.js'

test('the bars of each range cover the time that its name says', () => {
  const hour = 60 * 60
  expect(ranges.map(({ text, spans, spanSeconds }) => [text, spans * spanSeconds])).toEqual([
    ['Last hour', hour],
    ['Last day', 24 * hour],
    ['Last week', 7 * 24 * hour],
  ])
})

const id = '4f7f5b0e-6c0a-4b8c-9a53-0b5f2f4e8f11'
const performance = {
  ...{ succeeded: 0, failed: 0, givenUp: 0, successRate: null, waiting: 0, waitingSince: null },
  latencyMs: { p50: null, p95: null },
}
const webhook = { id, url: 'https://example.com/', eventTypes: null, enabled: true, ...performance }

test.each(['/', `/settings/webhooks/${id}`])(
  'the page %s shows the range that its address names',
  async (path) => {
    const overview = vi.fn(async () => ({ ...performance, activity: [], webhooks: [webhook], changes: [] }))
    const app = createApp(
      stubHub({
        overview: overview as never,
        webhooks: { get: async () => webhook } as never,
        deliveries: { list: async () => ({ items: [], nextCursor: null }) } as never,
      }),
    )
    for (const range of ranges) {
      const html = await (await app.request(withRange(path, range))).text()
      const { spans, spanSeconds } = range
      expect(overview).toHaveBeenLastCalledWith(expect.objectContaining({ spans, spanSeconds }))
      expect(html).toContain(`aria-current="true">${range.text}<`)
    }
  },
)
