const units = [
  ['d', 24 * 60 * 60 * 1000],
  ['h', 60 * 60 * 1000],
  ['min', 60 * 1000],
  ['s', 1000],
] as const

/** A duration in its largest unit, such as `3 h` or `850 ms`. */
export function durationText(ms: number): string {
  // Rounded to the next smaller unit first: otherwise 59.9 seconds would be 60 s.
  const rounded = (index: number) => {
    const smaller = units[index + 1]?.[1] ?? 1
    return Math.round(ms / smaller) * smaller
  }
  const [name, length] = units.find(([, each], index) => rounded(index) >= each) ?? ['ms', 1]
  const count = ms / length
  return `${count < 10 && name !== 'ms' ? Math.round(count * 10) / 10 : Math.round(count)} ${name}`
}
