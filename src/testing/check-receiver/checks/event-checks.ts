import { webhookEventTypes } from '../../../index.js'
import type { Check } from '../check.js'
import { accepted } from '../expectation.js'
import { markedEvent } from '../marked-event.js'

/** One check for each event type of the contract. */
export function eventChecks(): Check[] {
  return webhookEventTypes.map((type) => ({
    id: `event/${type}`,
    level: 'must',
    description: `accepts ${type}`,
    run: (session) =>
      session.firstProblem([
        {
          sent: `${type}, signed`,
          request: session.signed(markedEvent(type)),
          expected: accepted,
          advice: `Acknowledge this type, even if you ignore it. \`npx prompt-webhooks example ${type}\` prints one.`,
        },
      ]),
  }))
}
