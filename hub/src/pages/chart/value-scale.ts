import { scaleLinear, scaleLog, scaleSymlog } from 'd3-scale'

// From this ratio of the largest value to the usual one, most bars of a linear scale would be a hairline.
const unevenRatio = 20
const maxTicks = 3

/** How high values are drawn. */
export interface ValueScale {
  /** The height of a value in pixels. Every value above 0 can be seen. */
  readonly heightOf: (value: number) => number
  /** The values with a label, lowest first. */
  readonly ticks: readonly number[]
  readonly isLogarithmic: boolean
}

/** Scales counts to a height in pixels: logarithmically if one value is many times the others. */
export function valueScale(values: readonly number[], height: number): ValueScale {
  const max = Math.max(1, ...values)
  if (!values.some((value) => value > 0)) return { heightOf: () => 0, ticks: [0], isLogarithmic: false }
  const isLogarithmic = max > unevenRatio * usual(values)
  const linear = scaleLinear().domain([0, max]).nice(maxTicks)
  const scale = (isLogarithmic ? scaleSymlog().domain([0, max]) : linear).range([0, height])
  const ticks = isLogarithmic ? powersOfTen(max) : linear.ticks(maxTicks).filter(Number.isInteger)
  const rounded = (value: number) => Math.round(scale(value) * 10) / 10
  return { heightOf: (value) => (value > 0 ? Math.max(2, rounded(value)) : 0), ticks, isLogarithmic }
}

/** The median of what happened; spans in which nothing happened say nothing about the size of the others. */
function usual(values: readonly number[]): number {
  const some = values.filter((value) => value > 0).sort((one, other) => one - other)
  return some[Math.floor((some.length - 1) / 2)] ?? 1
}

function powersOfTen(max: number): number[] {
  const powers = scaleLog()
    .domain([1, max])
    .ticks()
    .filter((tick) => Number.isInteger(Math.log10(tick)))
  const step = Math.ceil(powers.length / maxTicks)
  return [0, ...powers.filter((_, index) => (powers.length - 1 - index) % step === 0)]
}
