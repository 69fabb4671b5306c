import { bytesOf } from '../../../runtime/encoding.js'
import type { Check } from '../check.js'
import { answered, refused } from '../expectation.js'
import { writeJson } from '../json-layout.js'
import { requestOf, type Session } from '../session.js'

interface Content {
  readonly what: string
  readonly body: Uint8Array | string
}

const nonsense = (): readonly Content[] => [
  { what: 'an empty body', body: '' },
  { what: 'a body that is not JSON', body: '{"event_type":' },
  // A part of a character, and bytes that UTF-8 never has.
  { what: 'a body that is not UTF-8', body: Uint8Array.of(0x22, 0xc3, 0xff, 0xfe, 0x22) },
  { what: 'a body of 20,000 nested lists', body: '['.repeat(20_000) + ']'.repeat(20_000) },
]

const notEvents = (): readonly Content[] => [
  ...['null', '[]', '"text"', '1', '{}', '{"event_type": 1}'].map((body) => ({
    what: `the body ${body}`,
    body,
  })),
  ...nonsense(),
]

const bytes = (body: Uint8Array | string) => (typeof body === 'string' ? bytesOf(body) : body)

/** Nothing may bring the receiver down. */
export function robustnessChecks(): Check[] {
  return [
    {
      id: 'robust/odd-signature',
      level: 'must',
      description: 'refuses a malformed signature',
      run: (session) => {
        const body = bytesOf(writeJson(session.event()))
        const { header, odd, sign } = session.signer
        return session.firstProblem(
          odd.map(({ what, value }) => ({
            sent: `an event with the ${header} of ${what}`,
            request: requestOf(body, { ...sign(body), [header]: value }),
            expected: refused,
            advice: 'Refuse a signature of another form before you compare it.',
          })),
        )
      },
    },
    {
      id: 'robust/unsigned-nonsense',
      level: 'must',
      description: 'refuses a body that is not an event and has a wrong signature',
      run: (session) =>
        session.firstProblem(
          nonsense().map(({ what, body }) => ({
            sent: `${what}, with a wrong signature`,
            request: requestOf(bytes(body), session.signer.signForeign(bytes(body))),
            expected: refused,
            advice: 'Verify the signature before you parse the body, and answer 401.',
          })),
        ),
    },
    {
      id: 'robust/signed-nonsense',
      level: 'must',
      description: 'survives a signed body that is not an event',
      run: (session: Session) =>
        session.firstProblem(
          notEvents().map(({ what, body }) => ({
            sent: `${what}, signed`,
            request: session.signedBody(bytes(body)),
            expected: answered,
            advice: 'Answer 400 or 422.',
          })),
        ),
    },
  ]
}
