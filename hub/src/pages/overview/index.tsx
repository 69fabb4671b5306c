import { Hono } from 'hono'
import type { Hub } from '../../hub.js'
import { rangeNamed } from '../chart/ranges.js'
import { takeNotice } from '../notice.js'
import { page } from '../page.js'
import { OverviewPage } from './overview-page.js'

/** The home page. */
export function overviewPages(hub: Hub): Hono {
  const app = new Hono()
  app.get('/', async (context) => {
    const range = rangeNamed(context.req.query('range'))
    const { spans, spanSeconds } = range
    const overview = await hub.overview({ spans, spanSeconds })
    const notice = takeNotice(context)
    return page(
      context,
      { title: 'Overview', section: 'Overview', follow: {} },
      <OverviewPage overview={overview} range={range} notice={notice} />,
    )
  })
  return app
}
