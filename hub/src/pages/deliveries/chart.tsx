import type { Activity } from '../../delivery.js'
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
  const sum = (name: 'delivered' | 'retried' | 'failed') =>
    activity.reduce((total, each) => total + each[name], 0)
  const sums = { delivered: sum('delivered'), retried: sum('retried'), failed: sum('failed') }
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

type Sums = Pick<Activity, 'delivered' | 'retried' | 'failed'>

function Numbers({ id, delivered, retried, failed }: Sums & { id: string }) {
  const numbers = [
    ['good', 'check', 'Delivered', delivered],
    ['waiting', 'again', 'Retried', retried],
    ['bad', 'cross', 'Failed', failed],
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
  const above = Math.max(1, ...activity.map(({ delivered }) => delivered))
  const below = Math.max(0, ...activity.map(({ retried, failed }) => retried + failed))
  const unit = height / (above + below)
  const axis = above * unit
  return (
    <div class="plot" id={id}>
      <svg
        viewBox={`0 -1 ${activity.length * step} ${height + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${range.text}: ${sums.delivered} delivered, ${sums.retried} retried, ${sums.failed} failed. The table below has the numbers.`}
      >
        {activity.map(({ from, delivered, retried, failed }, index) => (
          <g>
            <title>{`${clock(from)}: ${delivered} delivered, ${retried} retried, ${failed} failed`}</title>
            <rect class="hover" x={index * step} y={0} width={step} height={height} />
            <Bar class="good" index={index} from={axis - delivered * unit} length={delivered * unit} />
            <Bar class="waiting" index={index} from={axis} length={retried * unit} />
            <Bar class="bad" index={index} from={axis + retried * unit} length={failed * unit} />
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
  const busy = activity.filter(({ delivered, retried, failed }) => delivered + retried + failed > 0)
  return (
    <details id={id}>
      <summary>Show as table</summary>
      {busy.length ? (
        <Table columns={['From', 'Delivered', 'Retried', 'Failed']}>
          {busy.map(({ from, delivered, retried, failed }) => (
            <tr>
              <th scope="row" data-label="From">
                <Time at={from} />
              </th>
              <td data-label="Delivered">{delivered}</td>
              <td data-label="Retried">{retried}</td>
              <td data-label="Failed">{failed}</td>
            </tr>
          ))}
        </Table>
      ) : (
        <p class="muted">No attempts in this period.</p>
      )}
    </details>
  )
}
