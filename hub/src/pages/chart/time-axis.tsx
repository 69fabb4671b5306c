import { scaleUtc } from 'd3-scale'

/** The time that a chart shows, from left to right. */
export interface TimeSpan {
  readonly from: Date
  readonly to: Date
}

const dayMs = 24 * 60 * 60 * 1000

/** The labels below a chart, in UTC. With JavaScript they are in the reader's time zone. */
export function TimeAxis({ from, to }: TimeSpan) {
  const scale = scaleUtc().domain([from, to]).range([0, 100])
  const withDate = Number(to) - Number(from) > dayMs
  // Percent, so that no label reaches beyond the chart.
  const margin = withDate ? 7 : 4
  return (
    <svg class="time-axis" height="20" aria-hidden="true">
      {scale
        .ticks(withDate ? 4 : 6)
        .map((at) => ({ at, place: Math.round(scale(at) * 100) / 100 }))
        .filter(({ place }) => place >= margin && place <= 100 - margin)
        .map(({ at, place }) => (
          <>
            <line x1={`${place}%`} x2={`${place}%`} y1="0" y2="4" />
            <text x={`${place}%`} y="16" data-at={at.toISOString()} data-form={withDate ? 'date' : 'clock'}>
              {withDate ? `${at.getUTCDate()} ${monthOf(at)} ${clockOf(at)}` : clockOf(at)}
            </text>
          </>
        ))}
    </svg>
  )
}

function clockOf(at: Date): string {
  return at.toISOString().slice(11, 16)
}

function monthOf(at: Date): string {
  return at.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
}
