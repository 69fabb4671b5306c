/** A time in UTC. With JavaScript it is shown in the reader's time zone. */
export function Time({ at }: { at: Date }) {
  const iso = at.toISOString()
  return <time datetime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}</time>
}
