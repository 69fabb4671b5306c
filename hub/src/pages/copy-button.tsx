import type { PropsWithChildren } from 'hono/jsx'

/** Copies the value or text of the element with the id `of`. Hidden without JavaScript. */
export function CopyButton({ of, children }: PropsWithChildren<{ of: string }>) {
  return (
    <button type="button" data-copy={of} hidden>
      {children}
    </button>
  )
}
