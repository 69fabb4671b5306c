import type { IncomingMessage } from 'node:http'
import type { BodyReader, Delivery, ReceiveResult, Receiver } from '../../receiver/index.js'
import { textOf } from '../../signing/raw-body.js'
import { type Judgement, judge, type Problem } from '../records/judgement.js'
import type { Forwarded } from './forward.js'

/** What is told of a request; with `--json` a line, as it stands. */
export interface ReceivedRequest extends Partial<Pick<Problem, 'line' | 'column' | 'issues'>> {
  /** When it came, ISO 8601. */
  readonly time: string
  readonly method: string
  readonly path: string
  /** What the sender is answered; absent if it went away before. */
  readonly status?: number | undefined
  /** Why it was refused before its body was judged. */
  readonly reason?: string
  readonly signature?: 'valid' | 'wrong' | 'missing' | 'unchecked'
  readonly verdict?: Judgement['verdict']
  /** The body, if it is JSON, sound or not. */
  readonly event?: unknown
  readonly forward?: Forwarded
}

interface Received {
  readonly result: ReceiveResult
  /** Absent if not all of it was read. */
  readonly body?: Uint8Array
  readonly told: ReceivedRequest
}

/** Gives a request to the receiver, and finds out more than its sender is told. */
export async function receiveRequest(
  receiver: Receiver,
  delivery: Delivery,
  { method = '', url: path = '', headers }: IncomingMessage,
  hasSecret: boolean,
): Promise<Received> {
  const time = new Date().toISOString()
  const read = delivery.body as BodyReader
  let body: Uint8Array | undefined
  const result = await receiver.receive({
    method,
    headers,
    body: async (mostBytes) => {
      const bytes = (await read(mostBytes)) as Uint8Array
      if (bytes.length <= mostBytes) body = bytes
      return bytes
    },
  })
  const { status } = result
  const told = { time, method, path, status }
  if (!body) return { result, told: { ...told, reason: reasons[status] ?? '' } }

  const text = textOf(body)
  const place = { line: 1, column: 1 }
  const judgement = judge(
    text === undefined ? { ...place, text: '', problem: 'not_utf8' } : { ...place, text },
    false,
  )
  const { verdict, ...problem } = judgement.verdict === 'valid' ? { verdict: judgement.verdict } : judgement
  const signature = signatureVerdict(hasSecret, status, headers['x-promptlayer-signature'])
  return { result, body, told: { ...told, signature, verdict, ...problem, event: parse(text) } }
}

const reasons: Readonly<Record<number, string>> = {
  400: 'the body ended too early',
  405: 'expected POST',
  413: 'the body is larger than 1 MiB',
  415: 'expected a body of application/json in UTF-8, not compressed',
}

function signatureVerdict(hasSecret: boolean, status: number, signature: unknown) {
  if (!hasSecret) return 'unchecked'
  if (status !== 401) return 'valid'
  return signature === undefined ? 'missing' : 'wrong'
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
