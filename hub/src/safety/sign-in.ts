import { Hono } from 'hono'
import { html } from 'hono/html'
import { problem } from '../problem.js'
import { type TokenCheck, tooMany } from './token-check.js'

/** Where a person gives the token, for a cookie. */
export function createSignIn(check: TokenCheck): Hono {
  const app = new Hono()
  const page = (message: string) =>
    html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in</title>
      <meta name="viewport" content="width=device-width"></head><body><main><h1>Sign in</h1><p role="alert">${message}</p>
      <form method="post" action="/sign-in"><label>Token <input name="token" type="password" autocomplete="current-password"
      required autofocus></label> <button>Sign in</button></form></main></body></html>`
  app.get('/sign-in', (context) => context.html(page('')))
  app.post('/sign-in', async (context) => {
    const { token } = await context.req.parseBody()
    if (typeof token !== 'string') return problem(context, 422, { detail: 'token: missing' })
    const signedIn = await check.signIn(context, token)
    if (typeof signedIn === 'number') return tooMany(context, signedIn)
    return signedIn ? context.redirect('/', 303) : context.html(page('This is not the token.'), 401)
  })
  app.post('/sign-out', (context) => {
    check.signOut(context)
    return context.redirect('/sign-in', 303)
  })
  return app
}
