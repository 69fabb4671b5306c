import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Delivery } from '../delivery.js'
import { staticUrl } from './static-files.js'
import { Zone } from './time.js'

declare module 'hono' {
  interface ContextVariableMap {
    /**
     * Whether people sign in, so that pages show a Sign out button. Not set for visitors who may not see the
     * pages.
     */
    canSignOut?: boolean
  }
}

/** The sections of the navigation. */
const sections = [
  { name: 'Overview', href: '/' },
  { name: 'Events', href: '/events' },
  { name: 'Deliveries', href: '/deliveries' },
  { name: 'Webhooks', href: '/settings/webhooks' },
  { name: 'Event types', href: '/event-types' },
  { name: 'Send an event', href: '/send' },
] as const

export interface PageOptions {
  readonly title: string
  /** The section that the page belongs to, if it belongs to one. */
  readonly section?: (typeof sections)[number]['name']
  /** Makes the page live: it updates when a delivery with these values changes. */
  readonly follow?: Partial<Pick<Delivery, 'id' | 'webhookId' | 'eventId'>> | undefined
  readonly status?: ContentfulStatusCode
}

/** Responds with a full HTML page. */
export function page(
  context: Context,
  { title, section, follow, status = 200 }: PageOptions,
  content: Child,
) {
  const canSignOut = context.get('canSignOut')
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title} · prompt-webhooks hub</title>
        <link rel="icon" type="image/svg+xml" href={staticUrl('icon.svg')} />
        <link rel="stylesheet" href={staticUrl('pages.css')} />
        <script type="module" src={staticUrl('pages.js')} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="top">
          <div class="top-row">
            <a class="brand" href="/">
              <img src={staticUrl('icon.svg')} alt="" width="20" height="20" />
              prompt-webhooks hub
            </a>
            {canSignOut !== undefined && <Navigation current={section} />}
            {follow && (
              // Filled and shown by the script.
              <p class="live" id="live" role="status" hidden>
                Live
              </p>
            )}
            {canSignOut && (
              <form method="post" action="/sign-out">
                <button class="quiet" type="submit">
                  Sign out
                </button>
              </form>
            )}
          </div>
        </header>
        <main id="content" tabindex={-1} data-follow={follow && JSON.stringify(follow)}>
          {content}
        </main>
        {canSignOut !== undefined && (
          <footer class="foot">
            Times in <Zone />
          </footer>
        )}
      </body>
    </html>
  )
  return context.html(html`<!doctype html>${document}`, status)
}

function Navigation({ current }: { current: string | undefined }) {
  return (
    <nav aria-label="Main">
      <ul>
        {sections.map(({ name, href }) => (
          <li>
            <a href={href} aria-current={name === current ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The heading of a page, with its breadcrumb and its actions. */
export function Heading({
  trail = [],
  actions,
  lead,
  children,
}: PropsWithChildren<{
  trail?: readonly { readonly name: string; readonly href?: string }[]
  actions?: Child
  lead?: Child
}>) {
  return (
    <div class="heading">
      <div class="heading-text">
        {trail.length > 0 && (
          <nav class="trail" aria-label="Breadcrumb">
            <ol>
              {trail.map(({ name, href }) => (
                <li>{href ? <a href={href}>{name}</a> : name}</li>
              ))}
            </ol>
          </nav>
        )}
        <h1>{children}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {actions && <div class="actions">{actions}</div>}
    </div>
  )
}

/** Confirms what was just done. */
export function Notice({ children }: PropsWithChildren) {
  return (
    <p class="notice" role="status">
      {children}
    </p>
  )
}
