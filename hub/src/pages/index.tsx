import { type Context, Hono } from 'hono'
import { InvalidInputError, NotFoundError } from '../errors.js'
import type { Hub } from '../hub.js'
import { deliveryPages } from './deliveries/index.js'
import { eventPages } from './events/index.js'
import { Heading, page } from './page.js'
import { sendPages } from './send/index.js'
import { webhookPages } from './webhooks/index.js'

export interface PagesOptions {
  /** Whether people have signed in to be here. */
  readonly canSignOut?: boolean
}

/** The pages, server-rendered. What fails by the hub's own fault is left to whoever mounts them. */
export function createPages(hub: Hub, { canSignOut = false }: PagesOptions = {}): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    context.set('canSignOut', canSignOut)
    await next()
    // They show what only those may see who are let in, as it is now.
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store')
  })
  app.get('/', async (context) => {
    const webhooks = await hub.webhooks.list()
    return context.redirect(webhooks.length ? '/deliveries' : '/settings/webhooks')
  })
  app.route('/', webhookPages(hub))
  app.route('/', sendPages(hub))
  app.route('/', deliveryPages(hub))
  app.route('/', eventPages())
  app.get('*', (context, next) => (context.req.path.startsWith('/api/') ? next() : notFound(context)))
  app.onError((error, context) => {
    if (error instanceof NotFoundError) return notFound(context)
    if (error instanceof InvalidInputError) return badAddress(context)
    throw error
  })
  return app
}

function notFound(context: Context) {
  return page(
    context,
    { title: 'Not found', section: 'Deliveries', status: 404 },
    <>
      <Heading lead="There is nothing at this address, or no more: what is old is deleted after a while.">
        Not found
      </Heading>
      <a class="button" href="/">
        To the start
      </a>
    </>,
  )
}

function badAddress(context: Context) {
  return page(
    context,
    { title: 'Not understood', section: 'Deliveries', status: 400 },
    <>
      <Heading lead="Something in this address is not what the hub gives out.">Not understood</Heading>
      <a class="button" href="/">
        To the start
      </a>
    </>,
  )
}
