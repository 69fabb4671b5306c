import type { MiddlewareHandler } from 'hono'
import { isForPeople, problemIn } from '../problem.js'
import { Heading, page } from './page.js'

/** Makes a page of each problem that a person meets, wherever it was found. */
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
      {status === 404 && <p>What is old is deleted after a while.</p>}
      <div class="actions">
        <a class="button" href="/">
          To the start
        </a>
      </div>
    </>,
  )
}
