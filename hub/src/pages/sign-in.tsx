import { Hono } from 'hono'
import type { TokenCheck } from '../safety/token-check.js'
import { describedBy, Field } from './field.js'
import { Heading, page } from './page.js'

/** Exchanges the token for a session cookie. */
export function signInPages(check: TokenCheck): Hono {
  const app = new Hono()
  app.get('/sign-in', (context) => page(context, { title: 'Sign in' }, <SignIn />))
  app.post('/sign-in', async (context) => {
    const { token } = await context.req.parseBody()
    const signedIn = await check.signIn(context, typeof token === 'string' ? token : '')
    if (signedIn === true) return context.redirect('/', 303)
    const wait = typeof signedIn === 'number'
    if (wait) context.header('Retry-After', String(signedIn))
    const issue = wait ? `Too many wrong tokens. Try again in ${signedIn} seconds.` : 'This token is wrong.'
    return page(context, { title: 'Error: Sign in', status: wait ? 429 : 401 }, <SignIn issue={issue} />)
  })
  app.post('/sign-out', async (context) => {
    await check.signOut(context)
    return context.redirect('/sign-in', 303)
  })
  return app
}

function SignIn({ issue }: { issue?: string }) {
  const field = {
    id: 'token',
    hint: 'The token that the hub was started with.',
    issues: issue ? [issue] : [],
  }
  return (
    <>
      <Heading>Sign in</Heading>
      <form class="card small" method="post" action="/sign-in">
        <Field {...field} label="Token">
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            autofocus
            {...describedBy(field)}
          />
        </Field>
        <button class="primary" type="submit">
          Sign in
        </button>
      </form>
    </>
  )
}
