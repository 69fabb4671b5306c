import { readStrictWebhookEvent, type WebhookEvent } from '../../index.js'
import { globals } from '../../runtime/globals.js'
import { explainSignature } from '../../signature/index.js'
import { textOf } from '../../signing/raw-body.js'
import { verifyMessage } from '../../standard-webhooks/index.js'
import { isMessageSecret } from '../../standard-webhooks/message.js'

/** A request that a test endpoint got. */
export interface TestDelivery<Event extends WebhookEvent = WebhookEvent> {
  /** The HTTP method. */
  readonly method: string
  /** The path and the query. */
  readonly path: string
  /** The HTTP headers, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as text. Bytes that are not UTF-8 are replaced. */
  readonly body: string
  /** The event, if the delivery is valid. */
  readonly event?: Event
  /** Why the delivery is invalid, one text for each reason. Empty if it is valid. */
  readonly problems: readonly string[]
}

/** A delivery that is valid. */
export interface ValidTestDelivery<Event extends WebhookEvent> extends TestDelivery<Event> {
  /** The event. */
  readonly event: Event
}

/** What arrives over a socket. */
export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/**
 * Judges a request as a careful receiver would: the method, the content type, the signatures, and the event
 * by the strict contract. Without a secret, signatures are not checked.
 */
export function judgeDelivery(
  request: ReceivedRequest,
  secrets: readonly string[] | undefined,
): TestDelivery {
  const { method, headers, body } = request
  const text = textOf(body)
  const value = parsed(text)
  const reading = readStrictWebhookEvent(value)
  const problems = [
    ...(method === 'POST' ? [] : [`method: expected POST, got ${method}`]),
    ...(/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')
      ? []
      : ['content-type: expected application/json']),
    ...(secrets ? signatureProblems(headers, body, secrets) : []),
    ...(reading.kind === 'event' ? [] : eventProblems(value, reading)),
  ]
  return {
    ...request,
    body: text ?? new globals.TextDecoder().decode(body),
    problems,
    ...(reading.kind === 'event' && problems.length === 0 && { event: reading.event }),
  }
}

function parsed(text = ''): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function eventProblems(
  value: unknown,
  reading: Exclude<ReturnType<typeof readStrictWebhookEvent>, { kind: 'event' }>,
): string[] {
  if (value === undefined) return ['body: expected JSON in UTF-8']
  if (reading.kind === 'unknown') return ['event_type: the contract does not know this type']
  return reading.error.issues.map(({ message }) => message)
}

// A sender signs by one of the two schemes, or by both. Each signature that is there must be right.
function signatureProblems(
  headers: ReceivedRequest['headers'],
  body: Uint8Array,
  secrets: readonly string[],
): string[] {
  const signature = headers['x-promptlayer-signature']
  const isMessage = headers['webhook-signature'] !== undefined
  if (signature === undefined && !isMessage) {
    return ['signature: missing, expected the header x-promptlayer-signature or webhook-signature']
  }
  const explanation = explainSignature({ body, signature, secret: secrets })
  return [
    ...(signature === undefined || explanation.valid
      ? []
      : [`x-promptlayer-signature: ${explanation.message}`]),
    ...(isMessage ? messageProblems(headers, body, secrets) : []),
  ]
}

function messageProblems(
  headers: ReceivedRequest['headers'],
  body: Uint8Array,
  secrets: readonly string[],
): string[] {
  const secret = secrets.filter(isMessageSecret)
  if (secret.length === 0)
    return ['webhook-signature: cannot be checked, because no secret starts with whsec_']
  try {
    verifyMessage({ headers, body, secret })
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}
