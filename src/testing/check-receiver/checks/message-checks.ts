import { bytesOf } from '../../../runtime/encoding.js'
import type { Check } from '../check.js'
import { accepted, refused } from '../expectation.js'
import { writeJson } from '../json-layout.js'
import { requestOf, type Session } from '../session.js'
import { signAt, signRotated } from '../signer.js'

const hourMs = 60 * 60_000

/** What Standard Webhooks adds to the signature: a timestamp, and several secrets. */
export function messageChecks(): Check[] {
  const bodyOf = (session: Session) => bytesOf(writeJson(session.event()))
  const timestampCheck = (id: string, sent: string, offsetMs: number): Check => ({
    id,
    level: 'must',
    description: `refuses a message that was signed ${sent}`,
    run: (session) => {
      const body = bodyOf(session)
      const signed = signAt(body, session.secret, new Date(Date.now() + offsetMs))
      return session.firstProblem([
        {
          sent: `an event, signed ${sent}`,
          request: requestOf(body, signed),
          expected: refused,
          advice: 'Refuse a webhook-timestamp that is more than five minutes from now, in either direction.',
        },
      ])
    },
  })
  return [
    timestampCheck('timestamp/too-old', 'an hour ago', -hourMs),
    timestampCheck('timestamp/too-new', 'an hour ahead', hourMs),
    {
      id: 'signature/rotated',
      level: 'must',
      description: 'accepts a right signature beside one of another secret',
      run: (session) => {
        const body = bodyOf(session)
        const headers = signRotated(body, session.secret)
        const { header } = session.signer
        const reversed = (headers[header] ?? '').split(' ').reverse().join(' ')
        return session.firstProblem(
          [headers, { ...headers, [header]: reversed }].map((each, index) => ({
            sent: `an event with two signatures, the ${index ? 'first' : 'second'} one right`,
            request: requestOf(body, each),
            expected: accepted,
            advice: `Split ${header} at its spaces, and accept the message if one signature matches.`,
          })),
        )
      },
    },
  ]
}
