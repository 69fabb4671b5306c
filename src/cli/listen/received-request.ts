import type { IncomingMessage } from 'node:http'
import type { BodyReader, Delivery, ReceiveResult, Receiver } from '../../receiver/index.js'
import { textOf } from '../../signing/raw-body.js'
import { checkRecord, type Problem, type RecordResult } from '../records/check-record.js'
import type { Forwarded } from './forward.js'
import type { Recorded } from './recording.js'
import { type SignatureCheck, type SignatureVerdict, signatureVerdict } from './signature-verdict.js'

/** What `listen` reports about a request. With `--json`, each line is one of these. */
export interface ReceivedRequest
  extends Partial<Pick<Problem, 'line' | 'column' | 'issues'>>,
    Partial<SignatureVerdict> {
  /** When the request arrived, or the hub accepted the event, in ISO 8601. */
  readonly time: string
  /** Absent for an event of a hub: nobody sent a request to this machine. */
  readonly method?: string
  readonly path?: string
  /** The id of the event in the hub, if it came from one. */
  readonly eventId?: string
  /** The status of the response. Absent if the sender closed the connection before it. */
  readonly status?: number | undefined
  /** Why the request was rejected before its body was checked. */
  readonly reason?: string
  readonly verdict?: RecordResult['verdict']
  /** The body, if it is JSON. It may be an invalid event. */
  readonly event?: unknown
  readonly record?: Recorded
  readonly forward?: Forwarded
}

interface Received {
  readonly result: ReceiveResult
  /** Absent if the body was not read to its end. */
  readonly body?: Uint8Array
  readonly received: ReceivedRequest
}

/** Passes a request to the receiver, and checks its body again for details that the sender does not learn. */
export async function receiveRequest(
  receiver: Receiver,
  delivery: Delivery,
  { method = '', url: path = '', headers }: IncomingMessage,
  check: SignatureCheck,
): Promise<Received> {
  const time = new Date().toISOString()
  const read = delivery.body as BodyReader
  let body: Uint8Array | undefined
  const result = await receiver.receive({
    method,
    headers,
    body: async (maxBytes) => {
      const bytes = (await read(maxBytes)) as Uint8Array
      if (bytes.length <= maxBytes) body = bytes
      return bytes
    },
  })
  const { status } = result
  const received = { time, method, path, status }
  if (!body) return { result, received: { ...received, reason: reasons[status] ?? '' } }

  const text = textOf(body)
  const place = { line: 1, column: 1 }
  const checked = checkRecord(
    text === undefined ? { ...place, text: '', problem: 'not_utf8' } : { ...place, text },
    false,
  )
  const { verdict, ...problem } = checked.verdict === 'valid' ? { verdict: checked.verdict } : checked
  const signature = signatureVerdict(check, status, body, headers)
  return { result, body, received: { ...received, ...signature, verdict, ...problem, event: parse(text) } }
}

const reasons: Readonly<Record<number, string>> = {
  400: 'the body ended too early',
  405: 'expected POST',
  413: 'the body is larger than 1 MiB',
  415: 'expected an uncompressed application/json body in UTF-8',
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
