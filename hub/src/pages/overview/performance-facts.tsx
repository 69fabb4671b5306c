import type { Performance } from '../../overview.js'
import { counted } from '../counted.js'
import { durationText } from '../duration.js'
import type { Fact } from '../facts.js'
import { Time } from '../time.js'

const none = <span class="muted">–</span>

/**
 * Delivery results in a few numbers, as facts.
 *
 * @param waitingPath the list of those that wait.
 */
export function performanceFacts(performance: Performance, rangeText: string, waitingPath: string): Fact[] {
  const { successRate, succeeded, failed, latencyMs, waiting, waitingSince } = performance
  const attempts = succeeded + failed
  const facts = [
    {
      name: 'Success rate',
      value: successRate === null ? none : <Figure>{percent(successRate)}</Figure>,
      note: attempts ? `of ${counted(attempts, 'attempt', 'attempts')}` : `No attempts in the ${rangeText}`,
    },
    {
      name: 'Latency',
      value: latencyMs.p50 === null ? none : <Figure>{durationText(latencyMs.p50)}</Figure>,
      note: latencyMs.p95 === null ? 'Median' : `Median; 95% within ${durationText(latencyMs.p95)}`,
    },
    {
      name: 'Waiting now',
      value: waiting ? (
        <a href={waitingPath}>
          <Figure>{new Intl.NumberFormat('en').format(waiting)}</Figure>
        </a>
      ) : (
        <Figure>0</Figure>
      ),
      note: waiting === 1 ? 'delivery' : 'deliveries',
    },
    {
      name: 'Oldest waiting',
      value: waitingSince ? (
        <Figure>{durationText(Math.max(0, Date.now() - Number(waitingSince)))}</Figure>
      ) : (
        none
      ),
      note: waitingSince ? (
        <>
          since <Time at={waitingSince} short />
        </>
      ) : (
        'Nothing waits'
      ),
    },
  ]
  return facts.map(({ name, value, note }) => ({
    name,
    value: (
      <>
        {value}
        <small>{note}</small>
      </>
    ),
  }))
}

function Figure({ children }: { children: string }) {
  return <strong class="figure">{children}</strong>
}

/** A share in percent. Only everything is 100%. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  return `${share < 1 ? Math.min(rounded, 99.9) : rounded}%`
}
