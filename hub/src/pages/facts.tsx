import type { Child } from 'hono/jsx'

export interface Fact {
  readonly name: string
  readonly value: Child
  /** Long: it has a line of its own. */
  readonly wide?: boolean
}

/** What is known of one thing, at a glance; live. */
export function Facts({
  id,
  facts,
  ...attributes
}: {
  id: string
  facts: readonly Fact[]
  'aria-live'?: 'polite'
}) {
  return (
    <dl class="facts" id={id} data-live {...attributes}>
      {facts.map(({ name, value, wide }) => (
        <div id={`fact-${name.toLowerCase().replaceAll(' ', '-')}`} class={wide ? 'wide' : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
