import type { Child } from 'hono/jsx'

/** A name and its value. */
export interface Fact {
  readonly name: string
  readonly value: Child
  /** Gives the fact a line of its own. */
  readonly wide?: boolean
}

/** The main facts about one thing, at a glance. Updated live. */
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
