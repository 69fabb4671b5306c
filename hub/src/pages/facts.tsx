import type { Child } from 'hono/jsx'

/** A name and its value. */
export interface Fact {
  readonly name: string
  readonly value: Child
  /** Gives the fact its own line. */
  readonly wide?: boolean
}

/** The main facts about one thing, at a glance. Updated live. */
export function Facts({
  id,
  facts,
  four = false,
  ...attributes
}: {
  id: string
  facts: readonly Fact[]
  /** Four in a row. Default: as many as fit. */
  four?: boolean
  'aria-live'?: 'polite'
}) {
  return (
    <dl class={four ? 'facts four' : 'facts'} id={id} data-live {...attributes}>
      {facts.map(({ name, value, wide }) => (
        <div id={`fact-${name.toLowerCase().replaceAll(' ', '-')}`} class={wide ? 'wide' : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
