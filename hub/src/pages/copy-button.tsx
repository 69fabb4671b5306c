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

/**
 * An id with a button that copies it. `id` is that of the element; `name` says in the button's label what is
 * copied.
 */
export function CopiedId({ id, name, of }: { id: string; name: string; of: string }) {
  return (
    <span class="with-copy">
      <code id={id}>{of}</code>
      <CopyButton of={id} label={`Copy ${name}`}>
        Copy
      </CopyButton>
    </span>
  )
}
