const paths = {
  check: 'M3 8.5l3.2 3.2L13 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  again: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.6h-2.6',
  clock: 'M8 4.5V8l2.3 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  warning: 'M8 6v3.2M8 11.6v.1M8 2.2L14.2 13H1.8z',
} as const

export type IconName = keyof typeof paths

/** Hidden from screen readers: always used next to a text with the same meaning. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
