import type { Activity } from '../../activity.js'
import { Icon } from '../icon.js'
import { Table } from '../table.js'
import { Time } from '../time.js'
import { type ListRequest, listAddress, type Range, ranges } from './filter.js'

const height = 100
const step = 10
const gap = 2

/** The attempts over time, by result: totals, a bar chart, and a table. */
export function ActivityChart({
  activity,
  request,
}: {
  activity: readonly Activity[]
  request: ListRequest
}) {
  const { range } = request
  const sum = (name: 'succeeded' | 'failed' | 'givenUp') =>
    activity.reduce((total, each) => total + each[name], 0)
  const sums = { succeeded: sum('succeeded'), failed: sum('failed'), givenUp: sum('givenUp') }
  return (
    <section class="card chart" aria-labelledby="chart-heading">
      <div class="chart-head">
        <h2 id="chart-heading">Attempts</h2>
        <nav aria-label="Time range of the chart">
          <ul class="switch">
            {ranges.map((each) => (
              <li>
                <a
                  href={listAddress({ ...request, range: each })}
                  aria-current={each === range ? 'true' : undefined}
                >
                  {each.text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div id="chart" data-live>
        <Numbers id="chart-numbers" {...sums} />
        <Bars id="chart-bars" activity={activity} range={range} sums={sums} />
        <AsTable id="chart-table" activity={activity} />
      </div>
    </section>
  )
}

type Sums = Pick<Activity, 'succeeded' | 'failed' | 'givenUp'>

function Numbers({ id, succeeded, failed, givenUp }: Sums & { id: string }) {
  const numbers = [
    ['good', 'check', 'Succeeded', succeeded],
    ['waiting', 'warning', 'Failed', failed],
    ['bad', 'cross', 'Given up', givenUp],
  ] as const
  return (
    <dl class="numbers" id={id}>
      {numbers.map(([tone, icon, name, value]) => (
        <div class={tone}>
          <dt>
            <Icon name={icon} /> {name}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Bars(props: { id: string; activity: readonly Activity[]; range: Range; sums: Sums }) {
  const { id, activity, range, sums } = props
  const above = Math.max(1, ...activity.map(({ succeeded }) => succeeded))
  const below = Math.max(0, ...activity.map(({ failed, givenUp }) => failed + givenUp))
  const unit = height / (above + below)
  const axis = above * unit
  return (
    <div class="plot" id={id}>
      <svg
        viewBox={`0 -1 ${activity.length * step} ${height + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${range.text}: ${sums.succeeded} attempts succeeded, ${sums.failed} failed, ${sums.givenUp} deliveries were given up. The table below has the numbers.`}
      >
        {activity.map(({ from, succeeded, failed, givenUp }, index) => (
          <g>
            <title>{`${clock(from)}: ${succeeded} succeeded, ${failed} failed, ${givenUp} given up`}</title>
            <rect class="hover" x={index * step} y={0} width={step} height={height} />
            <Bar class="good" index={index} from={axis - succeeded * unit} length={succeeded * unit} />
            <Bar class="waiting" index={index} from={axis} length={failed * unit} />
            <Bar class="bad" index={index} from={axis + failed * unit} length={givenUp * unit} />
          </g>
        ))}
        <line x1={0} x2={activity.length * step} y1={axis} y2={axis} />
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{agoOf(range, range.spans)}</span>
        <span>{agoOf(range, range.spans / 2)}</span>
        <span>now</span>
      </p>
    </div>
  )
}

function Bar(props: { class: string; index: number; from: number; length: number }) {
  const { index, from, length } = props
  if (length === 0) return null
  const [y, barHeight] = [from, length].map((each) => Math.round(each * 100) / 100)
  return <rect class={props.class} x={index * step + gap / 2} y={y} width={step - gap} height={barHeight} />
}

function agoOf({ spanSeconds }: Range, spans: number): string {
  const minutes = (spans * spanSeconds) / 60
  if (minutes <= 60) return `${minutes} min ago`
  return minutes <= 24 * 60 ? `${minutes / 60} h ago` : `${minutes / 60 / 24} days ago`
}

function clock(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function AsTable({ id, activity }: { id: string; activity: readonly Activity[] }) {
  const busy = activity.filter(({ succeeded, failed, givenUp }) => succeeded + failed + givenUp > 0)
  return (
    <details id={id}>
      <summary>Show as table</summary>
      {busy.length ? (
        <Table columns={['From', 'Succeeded', 'Failed', 'Given up']}>
          {busy.map(({ from, succeeded, failed, givenUp }) => (
            <tr>
              <th scope="row" data-label="From">
                <Time at={from} />
              </th>
              <td data-label="Succeeded">{succeeded}</td>
              <td data-label="Failed">{failed}</td>
              <td data-label="Given up">{givenUp}</td>
            </tr>
          ))}
        </Table>
      ) : (
        <p class="muted">No attempts in this period.</p>
      )}
    </details>
  )
}
