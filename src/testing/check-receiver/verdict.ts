import { familyTypes } from '../../generated/catalog.js'
import type { WebhookEventType } from '../../index.js'
import { bytesOf } from '../../runtime/encoding.js'
import { changed, eventsWithWrongDetails, flip, unsigned } from './checks/refusal-checks.js'
import { generalAdvice } from './expectation.js'
import { otherLayouts } from './json-layout.js'
import { markedEvent } from './marked-event.js'
import { isSuccess, type Outcome, outcomeText } from './outcome.js'
import { requestOf, type Session } from './session.js'

/** What is wrong with a receiver as a whole, so that single checks would say nothing. */
export interface ReceiverVerdict {
  /**
   * - `unreachable`: nothing can connect to it
   * - `no_answer`: no request is answered in time
   * - `drops_connections`: it closes the connection instead of an answer
   * - `fails`: it answers all events with 5xx
   * - `redirects`: it answers all events with 3xx
   * - `refuses_everything`: it accepts no event
   * - `accepts_everything`: it accepts every request
   * - `hashes_parsed_body`: it accepts an event only as JSON.stringify writes it
   */
  readonly code:
    | 'unreachable'
    | 'no_answer'
    | 'drops_connections'
    | 'fails'
    | 'redirects'
    | 'refuses_everything'
    | 'accepts_everything'
    | 'hashes_parsed_body'
  /** For people: what the receiver does. */
  readonly message: string
  /** For people: what to do next. */
  readonly advice: string
}

/** After this many unanswered requests in a row, the check stops. */
const maxUnanswered = 3

/**
 * Looks for something that is wrong with the receiver as a whole, with as few requests as possible. Finds an
 * event type that the receiver accepts.
 */
export async function verdictOn(session: Session): Promise<ReceiverVerdict | undefined> {
  const outcomes: Outcome[] = []
  for (const { type, layout } of plainEvents()) {
    const event = markedEvent(type)
    const outcome = await session.send(`${type}, signed`, session.signed(event, layout))
    if (isSuccess(outcome)) {
      if (layout) return parsedBody(outcomes)
      session.acceptedType = type
      return (await acceptsEverything(session)) ? acceptance(outcome) : undefined
    }
    outcomes.push(outcome)
    if (outcome.kind === 'unreachable') break
    if (outcomes.length === maxUnanswered && outcomes.every(({ kind }) => kind !== 'answered')) break
  }
  return refusal(outcomes)
}

/** An event of each family, and one in the layout that many programs write. */
function* plainEvents() {
  let first: WebhookEventType | undefined
  for (const [type] of Object.values(familyTypes)) {
    if (type === undefined) continue
    first ??= type
    yield { type }
  }
  if (first !== undefined) {
    yield { type: first, layout: { ...otherLayouts().bareCharacters, comma: ',', colon: ':' } }
  }
}

/** Whether the receiver accepts whatever is wrong. Stops at the first thing that it does not accept. */
async function acceptsEverything(session: Session): Promise<boolean> {
  const [wrongDetails] = eventsWithWrongDetails()
  const nonsense = bytesOf('no JSON')
  const requests = [
    changed(session, 'a wrong signature', (digits) => flip(digits, 0)).request,
    ...unsigned(session).map(({ request }) => request),
    session.signed(wrongDetails?.event),
    requestOf(nonsense, {}),
  ]
  for (const request of requests) {
    if (!isSuccess(await session.send('what a receiver refuses', request))) return false
  }
  return true
}

function acceptance(outcome: Outcome): ReceiverVerdict {
  return {
    code: 'accepts_everything',
    message: `The receiver accepts every request, even what is not signed and not JSON (${outcomeText(outcome)}).`,
    advice:
      'Check that the URL reaches your receiver. Verify the signature before anything else, and answer 401 if it is wrong.',
  }
}

function parsedBody(refusals: readonly Outcome[]): ReceiverVerdict {
  const answers = [...new Set(refusals.map(outcomeText))].join(', ')
  return {
    code: 'hashes_parsed_body',
    message: `The receiver accepts an event only as JSON.stringify writes it, otherwise: ${answers}.`,
    advice: 'It hashes a body that was parsed and written again. Hash the body as it was sent, byte by byte.',
  }
}

function refusal(outcomes: readonly Outcome[]): ReceiverVerdict {
  const [first] = outcomes
  const answers = [...new Set(outcomes.map(outcomeText))].join(', ')
  if (first?.kind === 'unreachable') {
    return {
      code: 'unreachable',
      message: `The receiver cannot be reached: ${answers}.`,
      advice: 'Start it, and look at the host and the port of the URL.',
    }
  }
  const are = (fits: (outcome: Outcome) => boolean) => outcomes.every(fits)
  const statusIn = (from: number) => (outcome: Outcome) =>
    outcome.kind === 'answered' && outcome.status >= from && outcome.status < from + 100
  const advice = (first && generalAdvice(first)) ?? ''
  if (are(({ kind }) => kind === 'late')) {
    return { code: 'no_answer', message: `The receiver does not answer: ${answers}.`, advice }
  }
  if (are(({ kind }) => kind !== 'answered')) {
    return { code: 'drops_connections', message: `The receiver drops the connection: ${answers}.`, advice }
  }
  if (are(statusIn(500))) {
    return { code: 'fails', message: `The receiver fails for each event: ${answers}.`, advice: failureAdvice }
  }
  if (are(statusIn(300))) {
    return {
      code: 'redirects',
      message: `The receiver redirects each request: ${answers}.`,
      advice: 'Senders follow no redirect. Give the URL that it leads to, here and to the sender.',
    }
  }
  const statuses = new Set(outcomes.map((each) => (each.kind === 'answered' ? each.status : 0)))
  const [status] = statuses.size === 1 ? statuses : []
  return {
    code: 'refuses_everything',
    message: `The receiver accepts no event, although the signatures are right: ${answers}.`,
    advice: adviceFor[status ?? 0] ?? adviceFor[401] ?? '',
  }
}

const failureAdvice =
  'Look for an exception in the log of the receiver. Often its secret is not set, or something has parsed the body before.'

const adviceFor: Readonly<Record<number, string>> = {
  401: 'Does the receiver have the same secret, and the same scheme of signatures? `npx prompt-webhooks explain` says why a signature does not match.',
  404: 'Look at the path of the URL.',
  405: 'Look at the path of the URL: what answers there does not take POST.',
  415: 'Accept the content type application/json.',
  429: 'Raise the limit of requests for this test.',
}
