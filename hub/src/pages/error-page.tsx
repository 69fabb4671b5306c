import type { MiddlewareHandler } from 'hono'
import { isForPeople, problemIn } from '../problem.js'
import { Heading, page } from './page.js'

/** Turns problem responses into HTML pages when a browser asks for a page. */
export const errorPages: MiddlewareHandler = async (context, next) => {
  await next()
  const problem = isForPeople(context) ? await problemIn(context.res) : undefined
  if (!problem) return
  const { title, status, detail } = problem
  context.res = await page(
    context,
    { title, status },
    <>
      <Heading lead={detail && `${detail}.`}>{title}</Heading>
      {status === 404 && (
        <p>
          Check the address. If it worked before, the page was deleted. Old deliveries and events are deleted
          after a while, and deleting a webhook also deletes its deliveries.
        </p>
      )}
      <div class="actions">
        <a class="button" href="/">
          Go to the overview
        </a>
      </div>
    </>,
  )
}
