import { Hono } from 'hono'
import type { Hub } from '../../hub.js'
import { ActivityChart } from '../chart/activity-chart.js'
import { rangeNamed, withRange } from '../chart/ranges.js'
import { Heading, page } from '../page.js'

/** The home page. */
export function overviewPages(hub: Hub): Hono {
  const app = new Hono()
  app.get('/', async (context) => {
    const range = rangeNamed(context.req.query('range'))
    const { spans, spanSeconds } = range
    const activity = await hub.deliveries.activity({ spans, spanSeconds })
    return page(
      context,
      { title: 'Overview', section: 'Overview', follow: {} },
      <>
        <Heading>Overview</Heading>
        <ActivityChart activity={activity} range={range} addressOf={(each) => withRange('/', each)} />
      </>,
    )
  })
  return app
}
