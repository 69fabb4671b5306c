import { scaleLinear, scaleLog, scaleSymlog } from 'd3-scale'

// From this ratio of the largest value to the usual one, most bars of a linear scale would be a hairline.
const unevenRatio = 20
// Pixels between two labels.
const labelHeight = 18

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
  const maxSteps = Math.max(1, Math.floor(height / labelHeight))
  const ticks = isLogarithmic ? powersOfTen(max, maxSteps) : roundSteps(max, maxSteps)
  const top = isLogarithmic ? max : (ticks.at(-1) ?? max)
  const scale = (isLogarithmic ? scaleSymlog() : scaleLinear()).domain([0, top]).range([0, height])
  const rounded = (value: number) => Math.round(scale(value) * 10) / 10
  return { heightOf: (value) => (value > 0 ? Math.max(2, rounded(value)) : 0), ticks, isLogarithmic }
}

/** The median of what happened; spans in which nothing happened say nothing about the size of the others. */
function usual(values: readonly number[]): number {
  const some = values.filter((value) => value > 0).sort((one, other) => one - other)
  return some[Math.floor((some.length - 1) / 2)] ?? 1
}

/** Whole, round values from 0 to the first one that is not below `max`. */
function roundSteps(max: number, maxSteps: number): number[] {
  for (let wanted = maxSteps; wanted > 0; wanted--) {
    const ticks = scaleLinear().domain([0, max]).nice(wanted).ticks(wanted).filter(Number.isInteger)
    if (ticks.length <= maxSteps + 1) return ticks
  }
  return [0, max]
}

function powersOfTen(max: number, maxSteps: number): number[] {
  const powers = scaleLog()
    .domain([1, max])
    .ticks()
    .filter((tick) => Number.isInteger(Math.log10(tick)))
  const step = Math.ceil(powers.length / maxSteps)
  return [0, ...powers.filter((_, index) => (powers.length - 1 - index) % step === 0)]
}
