import { type WebhookEventType, webhookEventTypes } from '../../index.js'
import { bytesOf } from '../../runtime/encoding.js'
import { packageVersion } from '../../runtime/package-version.js'
import { type CheckProblem, type Expectation, problemOf } from './expectation.js'
import { canonicalLayout, type Layout, writeJson } from './json-layout.js'
import { type EventData, markedEvent } from './marked-event.js'
import type { CheckRequest, Exchange, Outcome } from './outcome.js'
import type { Signer } from './signer.js'

/** What a request of a check has to say. */
export interface Sending {
  /** What is special about it, for people. */
  readonly sent: string
  readonly request: CheckRequest
  readonly expected: Expectation
  /** What to do if the answer is another one. */
  readonly advice: string
}

/** What the checks of one receiver share. */
export class Session {
  /** How many requests were sent. */
  requests = 0
  /** The answer that took longest. */
  slowest: { readonly sent: string; readonly durationMs: number } | undefined
  /** A type whose plain event the receiver accepts. */
  acceptedType: WebhookEventType = webhookEventTypes[0] as WebhookEventType

  constructor(
    private readonly exchange: Exchange,
    readonly signer: Signer,
    readonly secret: string,
  ) {}

  /** Creates an event of the accepted type. */
  event(text?: string): EventData {
    return markedEvent(this.acceptedType, text)
  }

  /** Sends one request. */
  async send(sent: string, request: CheckRequest): Promise<Outcome> {
    this.requests++
    const outcome = await this.exchange(request)
    const { durationMs } = outcome
    if (durationMs > (this.slowest?.durationMs ?? 0)) this.slowest = { sent, durationMs }
    return outcome
  }

  /** Sends requests, one after another, and returns the first problem. */
  async firstProblem(sendings: Iterable<Sending>): Promise<CheckProblem | undefined> {
    for (const { sent, request, expected, advice } of sendings) {
      const outcome = await this.send(sent, request)
      const problem = problemOf(sent, outcome, expected, advice)
      if (problem) return problem
    }
    return undefined
  }

  /** A request with a right signature. */
  signed(value: unknown, layout: Layout = canonicalLayout): CheckRequest {
    return this.signedBody(bytesOf(writeJson(value, layout)))
  }

  /** A request with a right signature. */
  signedBody(body: Uint8Array): CheckRequest {
    return requestOf(body, this.signer.sign(body))
  }
}

/** A request of a sender. */
export function requestOf(body: Uint8Array, headers: Readonly<Record<string, string>>): CheckRequest {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': `prompt-webhooks-check/${packageVersion}`,
      ...headers,
    },
    body,
  }
}
