import type { Child } from 'hono/jsx'

export interface FieldProps {
  readonly id: string
  readonly label: Child
  /** What to enter. */
  readonly hint?: Child
  /** The problems with what was entered. */
  readonly issues?: readonly string[]
  readonly optional?: boolean
}

/** The attributes that connect an input to its hint and its problems. */
export function describedBy({ id, hint, issues = [] }: Pick<FieldProps, 'id' | 'hint' | 'issues'>) {
  const ids = [hint && `${id}-hint`, issues.length && `${id}-issue`].filter(Boolean)
  return {
    'aria-describedby': ids.length ? ids.join(' ') : undefined,
    'aria-invalid': issues.length ? ('true' as const) : undefined,
  }
}

/** A label with its hint, its input and its problems. */
export function Field(props: FieldProps & { children: Child }) {
  const { id, label, hint, issues = [], optional = false, children } = props
  return (
    <div class={issues.length ? 'field wrong' : 'field'}>
      <label for={id}>
        {label}
        {optional && <span class="optional"> optional</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <Issues id={id} issues={issues} />
    </div>
  )
}

export function Issues({ id, issues }: { id: string; issues: readonly string[] }) {
  if (!issues.length) return null
  return (
    <p class="issue" id={`${id}-issue`}>
      {issues.map((issue) => (
        <span>{issue}</span>
      ))}
    </p>
  )
}
