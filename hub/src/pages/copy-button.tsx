import type { PropsWithChildren } from 'hono/jsx'

/**
 * Copies the value or text of the element with the id `of`. Hidden without JavaScript.
 *
 * @param props.label what a screen reader says. Default: the text of the button.
 */
export function CopyButton({ of, label, children }: PropsWithChildren<{ of: string; label?: string }>) {
  return (
    <button type="button" data-copy={of} aria-label={label} hidden>
      {children}
    </button>
  )
}
