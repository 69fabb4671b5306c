import { Hono } from 'hono'
import { localPath } from '../safety/local-path.js'
import type { TokenCheck } from '../safety/token-check.js'
import { describedBy, Field } from './field.js'
import { Heading, page } from './page.js'

/** Exchanges the token for a session cookie. */
export function signInPages(check: TokenCheck): Hono {
  const app = new Hono()
  app.get('/sign-in', (context) =>
    page(context, { title: 'Sign in' }, <SignIn to={localPath(context.req.query('to'))} />),
  )
  app.post('/sign-in', async (context) => {
    const form = await context.req.parseBody()
    const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
    const to = localPath(text('to'))
    const signedIn = await check.signIn(context, text('token'))
    if (signedIn === true) return context.redirect(to, 303)
    const wait = typeof signedIn === 'number'
    if (wait) context.header('Retry-After', String(signedIn))
    const issue = wait ? `Too many wrong tokens. Try again in ${signedIn} seconds.` : 'This token is wrong.'
    return page(
      context,
      { title: 'Error: Sign in', status: wait ? 429 : 401 },
      <SignIn to={to} issue={issue} />,
    )
  })
  app.post('/sign-out', async (context) => {
    await check.signOut(context)
    return context.redirect('/sign-in', 303)
  })
  return app
}

function SignIn({ to, issue }: { to: string; issue?: string }) {
  const field = {
    id: 'token',
    hint: 'The token that the hub was started with (--token or PROMPT_WEBHOOKS_TOKEN).',
    issues: issue ? [issue] : [],
  }
  return (
    <>
      <Heading>Sign in</Heading>
      <form class="card small" method="post" action="/sign-in">
        <input type="hidden" name="to" value={to} autocomplete="off" />
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
