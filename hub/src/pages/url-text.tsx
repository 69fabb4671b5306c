import { Fragment } from 'hono/jsx'

/** A URL that wraps between its parts, such as after a slash, and inside a part only if it must. */
export function UrlText({ of }: { of: string }) {
  const parts = of.match(/https?:\/\/|[^/?&=.,;:#_-]+[/?&=.,;:#_-]*|[/?&=.,;:#_-]+/g) ?? []
  return (
    <span class="url">
      {parts.map((part, index) => (
        <Fragment>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
