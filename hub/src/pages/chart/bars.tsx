import { valueScale } from './value-scale.js'

export interface BarsProps {
  /** What the bars mean, as text. */
  readonly label: string
  readonly tone: 'good' | 'waiting' | 'bad'
  /** Pixels. */
  readonly height: number
  readonly bars: readonly { readonly from: Date; readonly value: number; readonly text: string }[]
}

const compact = new Intl.NumberFormat('en', { notation: 'compact' })

/**
 * Bars over time, each with a tooltip, above a labelled scale. Places are percentages, so the bars take the
 * width that there is while texts and lines keep their size.
 */
export function Bars({ label, tone, height, bars }: BarsProps) {
  const { heightOf, ticks, isLogarithmic } = valueScale(
    bars.map(({ value }) => value),
    height,
  )
  const percent = (places: number) => `${Math.round((places / bars.length) * 10_000) / 100}%`
  return (
    <svg class={`bars ${tone}`} height={height + 12} role="img" aria-label={label}>
      {ticks.map((tick) => {
        const y = 8 + height - (tick === 0 ? 0 : heightOf(tick))
        return (
          <>
            <line class={tick === 0 ? 'base' : undefined} x1="0" x2="100%" y1={y} y2={y} />
            <text x="-8" y={y + 4}>
              {compact.format(tick)}
            </text>
          </>
        )
      })}
      {isLogarithmic && (
        <text class="scale-name" x="100%" y="8">
          log scale
        </text>
      )}
      {bars.map(({ from, value, text }, index) => (
        <g>
          <title
            data-at={from.toISOString()}
          >{`${from.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${text}`}</title>
          <rect class="span" x={percent(index)} y="8" width={percent(1)} height={height} />
          {value > 0 && (
            <rect
              class="bar"
              x={percent(index + 0.12)}
              y={8 + height - heightOf(value)}
              width={percent(0.76)}
              height={heightOf(value)}
            />
          )}
        </g>
      ))}
    </svg>
  )
}
