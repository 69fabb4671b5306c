import { CopyButton } from './copy-button.js'

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
