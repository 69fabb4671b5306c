import { webhookEventTypes } from '../../../index.js'
import { bytesOf } from '../../../runtime/encoding.js'
import { absent, type Defect, eventDefects, withDefect } from '../../defects.js'
import { eventSchemas } from '../../event-schema.js'
import type { Check } from '../check.js'
import { answered, type CheckProblem, problemOf, refused } from '../expectation.js'
import { writeJson } from '../json-layout.js'
import { markedEvent, markedId } from '../marked-event.js'
import { isRefusal, outcomeText } from '../outcome.js'
import { requestOf, type Sending, type Session } from '../session.js'

/** What a receiver must not accept. */
export function refusalChecks(): Check[] {
  return [
    refusal('missing-signature', 'refuses an event without a signature', unsigned),
    refusal('wrong-signature', 'refuses a signature with a wrong digit', (session) => [
      changed(session, 'the first digit of the signature is another one', (digits) => flip(digits, 0)),
      changed(session, 'a late digit of the signature is another one', (digits) =>
        flip(digits, digits.length - 3),
      ),
    ]),
    refusal('truncated-signature', 'refuses a part of a signature', (session) => [
      changed(session, 'the first half of the signature', (digits) => digits.slice(0, digits.length / 2)),
      changed(session, 'the signature without its last two digits', (digits) => digits.slice(0, -2)),
    ]),
    refusal('foreign-signature', 'refuses the signature of another secret', (session) => {
      const body = bodyOf(session)
      return [
        sending('an event, signed with another secret', requestOf(body, session.signer.signForeign(body))),
      ]
    }),
    {
      id: 'refuses/changed-body',
      level: 'must',
      description: 'refuses a body that was changed after it was signed',
      run: async (session) => {
        const text = writeJson(session.event())
        const other = text.replaceAll(String(markedId), String(markedId - 1))
        const headers = session.signer.sign(bytesOf(text))
        // First unchanged, because a receiver may remember signatures that were right.
        await session.send('an event, signed', requestOf(bytesOf(text), headers))
        const sent = 'the same event with the same signature, its ids changed'
        return session.firstProblem([sending(sent, requestOf(bytesOf(other), headers))])
      },
    },
    {
      id: 'refuses/wrong-details',
      level: 'must',
      description: 'answers a signed event with wrong details with 4xx, not 5xx',
      limit: 'A type that the receiver ignores may get 2xx.',
      run: wrongDetails,
    },
  ]
}

const verifyAdvice =
  'Verify the signature before anything else, and answer 401 if it does not match. Compare the whole of it, in constant time.'

function refusal(
  name: string,
  description: string,
  sendings: (session: Session) => readonly Sending[],
): Check {
  return {
    id: `refuses/${name}`,
    level: 'must',
    description,
    run: (session) => session.firstProblem(sendings(session)),
  }
}

const sending = (sent: string, request: Sending['request']): Sending => ({
  sent,
  request,
  expected: refused,
  advice: verifyAdvice,
})

const bodyOf = (session: Session) => bytesOf(writeJson(session.event()))

/** An event without each of the headers that sign it, and with an empty signature. */
export function unsigned(session: Session): Sending[] {
  const body = bodyOf(session)
  const headers = session.signer.sign(body)
  const without = Object.keys(headers).map((name) => {
    const { [name]: _, ...others } = headers
    return sending(`an event without the header ${name}`, requestOf(body, others))
  })
  const empty = { ...headers, [session.signer.header]: '' }
  return [...without, sending(`an event with an empty ${session.signer.header}`, requestOf(body, empty))]
}

/** An event whose signature has other digits. */
export function changed(session: Session, sent: string, change: (digits: string) => string): Sending {
  const body = bodyOf(session)
  const headers = session.signer.withDigits(session.signer.sign(body), change)
  return sending(`an event: ${sent}`, requestOf(body, headers))
}

/** Replaces a digit that is hexadecimal or base64 by another one. */
export function flip(digits: string, at: number): string {
  return `${digits.slice(0, at)}${digits[at] === '0' ? '1' : '0'}${digits.slice(at + 1)}`
}

/** An event of each type without a required detail, and with one that is unmistakably wrong. */
export function* eventsWithWrongDetails(): Generator<{ readonly name: string; readonly event: unknown }> {
  for (const type of webhookEventTypes) {
    const defects = eventDefects(eventSchemas.tolerant[type])
    for (const [code, value] of wrongValues) {
      const isOne = (defect: Defect) => defect.path[0] === 'details' && defect.path.length === 2
      const defect = defects.find((each) => each.code === code && isOne(each))
      if (defect) yield withDefect(type, markedEvent(type), defect, { value })
    }
  }
}

// No language turns a list with an object in it into a text or a number.
const wrongValues = [
  ['missing', absent],
  ['invalid_type', [{ wrong: true }]],
] as const

/** A receiver may ignore a type, and then it need not look at its details. But it handles some type. */
async function wrongDetails(session: Session): Promise<CheckProblem | undefined> {
  let isRefused = false
  let received = ''
  let sent = ''
  for (const { name, event } of eventsWithWrongDetails()) {
    sent = `signed: ${name}`
    const outcome = await session.send(sent, session.signed(event))
    const problem = problemOf(sent, outcome, { ...answered, words: refused.words }, '')
    if (problem) return problem
    isRefused ||= isRefusal(outcome)
    received = outcomeText(outcome)
  }
  if (isRefused) return undefined
  return {
    sent: `wrong details of each event type, signed; the last one: ${sent}`,
    received: `${received}, and no type got 4xx`,
    expected: '4xx for the types that the receiver handles',
    advice:
      'Validate an event before you handle it, and answer 422 if it is wrong. The schemas are in schemas/v1.',
  }
}
