import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { serve } from './loopback.js'

/** A message as `SendMessage` takes it. */
export interface SentMessage {
  readonly MessageBody: string
  readonly MessageAttributes?: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string }>
  >
}

interface StoredMessage {
  readonly id: string
  readonly sent: SentMessage
  receives: number
}

type Consumer = (event: SQSEvent) => Promise<SQSBatchResponse>

// The characters that the reference of `SendMessage` allows.
const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]+$/u

/**
 * A standard queue of SQS with a dead-letter queue: `SendMessage` of its JSON protocol over HTTP, and what an
 * event source mapping of Lambda with `ReportBatchItemFailures` does with the messages.
 */
export class FakeSqs {
  /** What waits, in no particular order. */
  queue: StoredMessage[] = []
  /** What was moved to the dead-letter queue. */
  readonly dead: SentMessage[] = []
  /** Receives after which a message is moved to the dead-letter queue. */
  readonly maxReceiveCount = 3
  /** Whether `SendMessage` fails. */
  isDown = false
  queueUrl = ''

  /** Serves until the test ends. Set `AWS_ENDPOINT_URL_SQS` to the address that it returns. */
  async start(): Promise<string> {
    const address = await serve((request, response) => void this.#answer(request, response))
    this.queueUrl = `${address}/123456789012/events`
    return address
  }

  put(sent: SentMessage): void {
    this.queue.push({ id: randomUUID(), sent, receives: 0 })
  }

  /** Hands batches of up to ten messages to the consumer until the queue is empty. */
  async drain(consumer: Consumer): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, 10)
      for (const message of batch) message.receives++
      const failed = await failedIn(batch, consumer)
      for (const message of batch.filter(({ id }) => failed.has(id))) {
        if (message.receives < this.maxReceiveCount) this.queue.push(message)
        else this.dead.push(message.sent)
      }
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent: SentMessage & { QueueUrl: string } = JSON.parse(await text(request))
    const answer = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(value))
    const fail = (status: number, type: string) =>
      answer(status, { __type: `com.amazonaws.sqs#${type}`, message: type })
    if (request.headers['x-amz-target'] !== 'AmazonSQS.SendMessage') return void fail(400, 'InvalidAction')
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return void fail(403, 'AccessDenied')
    if (this.isDown) return void fail(400, 'RequestThrottled')
    if (sent.QueueUrl !== this.queueUrl) return void fail(400, 'QueueDoesNotExist')
    if (!allowed.test(sent.MessageBody)) return void fail(400, 'InvalidMessageContents')
    this.put(sent)
    answer(200, { MessageId: this.queue.at(-1)?.id, MD5OfMessageBody: md5(sent.MessageBody) })
  }
}

/** The ids of the messages that stay in the queue. */
async function failedIn(batch: readonly StoredMessage[], consumer: Consumer): Promise<Set<string>> {
  const all = new Set(batch.map(({ id }) => id))
  const response = await consumer({ Records: batch.map(recordOf) }).catch(() => undefined)
  if (!response) return all
  const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
  // An id that is not in the batch makes all of it fail.
  return [...failed].every((id) => all.has(id)) ? failed : all
}

function recordOf({ id, sent, receives }: StoredMessage): SQSRecord {
  const attributes = Object.entries(sent.MessageAttributes ?? {})
  return {
    messageId: id,
    receiptHandle: `receipt of ${id}`,
    body: sent.MessageBody,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '1701468357924',
      SenderId: 'AROAEXAMPLE',
      ApproximateFirstReceiveTimestamp: '1701468357930',
    },
    messageAttributes: Object.fromEntries(
      attributes.map(([name, { DataType: dataType, StringValue: stringValue }]) => [
        name,
        { dataType, stringValue, stringListValues: [], binaryListValues: [] },
      ]),
    ),
    md5OfBody: md5(sent.MessageBody),
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:events',
    awsRegion: 'eu-central-1',
  }
}

function md5(body: string): string {
  return createHash('md5').update(body).digest('hex')
}
