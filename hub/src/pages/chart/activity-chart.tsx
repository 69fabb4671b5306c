import type { Activity } from '../../activity.js'
import { Icon, type IconName } from '../icon.js'
import { Table } from '../table.js'
import { Time } from '../time.js'
import { Bars } from './bars.js'
import { type Range, ranges } from './ranges.js'
import { TimeAxis } from './time-axis.js'

// Pixels of a row in which nothing happened.
const emptyHeight = 16

const count = new Intl.NumberFormat('en')

const series: readonly {
  readonly key: 'succeeded' | 'failed' | 'givenUp'
  readonly name: string
  readonly of: string
  readonly tone: 'good' | 'waiting' | 'bad'
  readonly icon: IconName
  /** Pixels. */
  readonly height: number
}[] = [
  { key: 'succeeded', name: 'Succeeded', of: 'attempts', tone: 'good', icon: 'check', height: 64 },
  { key: 'failed', name: 'Failed', of: 'attempts', tone: 'waiting', icon: 'warning', height: 40 },
  { key: 'givenUp', name: 'Given up', of: 'deliveries', tone: 'bad', icon: 'cross', height: 40 },
]

/**
 * What happened over time: a row of bars for each result, with its own scale, so that a few failures
 * beside thousands of successes can be seen. The same numbers are in a table.
 */
export function ActivityChart(props: {
  activity: readonly Activity[]
  range: Range
  /** The address of this page with another range. */
  addressOf: (range: Range) => string
}) {
  const { activity, range, addressOf } = props
  return (
    <section class="card chart" aria-labelledby="chart-heading">
      <div class="chart-head">
        <h2 id="chart-heading">Attempts over time</h2>
        <nav aria-label="Time range">
          <ul class="switch">
            {ranges.map((each) => (
              <li>
                <a href={addressOf(each)} aria-current={each === range ? 'true' : undefined}>
                  {each.text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div id="chart" data-live>
        {series.map((each) => (
          <Row {...each} activity={activity} range={range} />
        ))}
        <div id="chart-axis" class="chart-row">
          <p class="zone">
            Times in <span data-zone>UTC</span>
          </p>
          <TimeAxis {...spanOf(activity, range)} />
        </div>
        <AsTable id="chart-table" activity={activity} />
      </div>
    </section>
  )
}

function Row(props: (typeof series)[number] & { activity: readonly Activity[]; range: Range }) {
  const { key, name, of, tone, icon, height, activity, range } = props
  const total = activity.reduce((sum, each) => sum + each[key], 0)
  const bars = activity.map(({ from, [key]: value }) => ({
    from,
    value,
    text: `${count.format(value)} ${of} ${name.toLowerCase()}`,
  }))
  return (
    <div id={`chart-${tone}`} class={`chart-row ${tone}`}>
      <p class="series">
        <span class="series-name">
          <Icon name={icon} /> {name}
        </span>
        <strong>{count.format(total)}</strong>
        <small>{of}</small>
      </p>
      <Bars
        label={`${name} in the ${range.text.toLowerCase()}: ${count.format(total)} ${of}. The table below has the numbers.`}
        tone={tone}
        height={total ? height : emptyHeight}
        bars={bars}
      />
    </div>
  )
}

function spanOf(activity: readonly Activity[], { spanSeconds }: Range) {
  const from = activity[0]?.from ?? new Date()
  return { from, to: new Date(Number(from) + activity.length * spanSeconds * 1000) }
}

function AsTable({ id, activity }: { id: string; activity: readonly Activity[] }) {
  const busy = activity.filter((each) => series.some(({ key }) => each[key] > 0))
  return (
    <details id={id}>
      <summary>Show as table</summary>
      {busy.length ? (
        <Table columns={[{ name: 'From', isTime: true }, ...series.map(({ name }) => name)]}>
          {busy.map((each) => (
            <tr>
              <th scope="row" data-label="From">
                <Time at={each.from} short />
              </th>
              {series.map(({ key, name }) => (
                <td data-label={name} class="number">
                  {count.format(each[key])}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      ) : (
        <p class="muted">No attempts in this period.</p>
      )}
    </details>
  )
}
