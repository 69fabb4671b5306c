import type { Child } from 'hono/jsx'

const shortForm = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/**
 * A time in UTC. With JavaScript it is shown in the reader's time zone.
 *
 * @param props.short leaves out year and zone, for tables and lists. They are in the tooltip; the page says
 *   the zone.
 */
export function Time({ at, short = false }: { at: Date; short?: boolean }) {
  const iso = at.toISOString()
  const text = `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
  if (!short) return <time datetime={iso}>{text}</time>
  return (
    <time datetime={iso} title={text} data-short>
      {shortForm.format(at).replace(',', '')}
    </time>
  )
}

/** The zone in which times are shown: UTC, or the reader's with JavaScript. */
export function Zone() {
  return <span data-zone>UTC</span>
}

/** A name of times, with their zone. */
export function InZone({ children }: { children: Child }) {
  return (
    <>
      {children} (<Zone />)
    </>
  )
}
