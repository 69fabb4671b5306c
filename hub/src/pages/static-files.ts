import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const types = { 'pages.css': 'text/css', 'pages.js': 'text/javascript', 'icon.svg': 'image/svg+xml' } as const

type Name = keyof typeof types

const files = new Map(
  Object.entries(types).map(([name, type]) => {
    // Works for both `src/` and `dist/`: the folder has the same relative path from each.
    const content = readFileSync(new URL(`../../static/${name}`, import.meta.url), 'utf8')
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16)
    return [name, { content, hash, type: `${type}; charset=utf-8` }] as const
  }),
)

/** The URL of a file. It contains a hash of the content. */
export function staticUrl(name: Name): string {
  return `/static/${files.get(name)?.hash}/${name}`
}

/** Serves the files. Browsers may cache them forever. */
export function staticFiles(): Hono {
  const app = new Hono()
  app.get('/static/:hash/:name', (context) => {
    const file = files.get(context.req.param('name'))
    if (file?.hash !== context.req.param('hash')) return context.notFound()
    const etag = `"${file.hash}"`
    const headers = { 'Cache-Control': 'public, max-age=31536000, immutable', ETag: etag }
    if (context.req.header('If-None-Match') === etag) return context.body(null, 304, headers)
    return context.body(file.content, 200, { ...headers, 'Content-Type': file.type })
  })
  return app
}
