import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import type { LambdaEvent, toLambdaHandler } from '../../src/receiver/index.js'
import { signPayload } from '../../src/signature/index.js'
import { invalid, moved, secret, signedHeaders } from '../receiver/signed-request.js'
import { FakeSqs, type SentMessage } from './fake-sqs.js'
import { importSample } from './samples.js'

type Enqueue = ReturnType<typeof toLambdaHandler>
type Consume = (event: SQSEvent) => Promise<SQSBatchResponse>

let sqs: FakeSqs
let enqueue: Enqueue
let consume: Consume
const log = vi.spyOn(console, 'log')
const error = vi.spyOn(console, 'error')
const warn = vi.spyOn(console, 'warn')

beforeEach(async () => {
  vi.resetAllMocks()
  log.mockReturnValue()
  error.mockReturnValue()
  warn.mockReturnValue()
  sqs = new FakeSqs()
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', await sqs.start())
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  // Throttled requests are not tried again, so that the tests do not wait.
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
  vi.stubEnv('QUEUE_URL', sqs.queueUrl)
  vi.stubEnv('WEBHOOK_SECRET', secret)
  enqueue = (await importSample<{ handler: Enqueue }>('enqueue.ts')).handler
  consume = (await importSample<{ handler: Consume }>('consume.ts')).handler
  return () => vi.unstubAllEnvs()
})

/** What API Gateway passes on (payload format 2.0). */
const request = (body: string, headers = signedHeaders(body)): LambdaEvent => ({
  headers,
  body: Buffer.from(body).toString('base64'),
  isBase64Encoded: true,
  requestContext: { http: { method: 'POST' } },
})

const message = (body: string, signature = signPayload(body, secret)): SentMessage => ({
  MessageBody: body,
  MessageAttributes: { signature: { DataType: 'String', StringValue: signature } },
})

/** An event about a label of this name. */
const movedTo = (label: string) => moved.replace('"prod"', JSON.stringify(label))

test('an event goes through the queue unchanged', async () => {
  const body = ` ${movedTo('José 😀')}\n`
  expect(await enqueue(request(body))).toMatchObject({ statusCode: 204 })
  expect(sqs.queue.map(({ sent }) => sent.MessageBody)).toEqual([body])
  expect(log).not.toHaveBeenCalled()
  await sqs.drain(consume)
  expect(log.mock.calls).toEqual([['moved:', 'José 😀']])
  expect(sqs.dead).toEqual([])
})

test('what is not signed, or not an event, does not reach the queue', async () => {
  expect(await enqueue(request(moved, signedHeaders(invalid)))).toMatchObject({ statusCode: 401 })
  expect(await enqueue(request(invalid))).toMatchObject({ statusCode: 422 })
  expect(sqs.queue).toEqual([])
})

test('the sender gets 500 if SQS does not take the message', async () => {
  expect(await enqueue(request(movedTo('\u{ffff}')))).toMatchObject({ statusCode: 500 })
  sqs.isDown = true
  expect(await enqueue(request(moved))).toMatchObject({ statusCode: 500 })
  sqs.isDown = false
  expect(await enqueue(request(moved))).toMatchObject({ statusCode: 204 })
  expect(sqs.queue).toHaveLength(1)
  expect(error).toHaveBeenCalledTimes(2)
})

test('the answer names the failed messages alone, and is empty if all succeed', async () => {
  for (const sent of [message(movedTo('a')), message(moved, 'forged'), message(movedTo('b'))]) sqs.put(sent)
  const answers: SQSBatchResponse[] = []
  const [, forged] = sqs.queue
  await sqs.drain(async (event) => {
    answers.push(await consume(event))
    return answers.at(-1) as SQSBatchResponse
  })
  const failure = { batchItemFailures: [{ itemIdentifier: forged?.id }] }
  expect(answers).toEqual([failure, failure, failure])
  expect(await consume({ Records: [] })).toEqual({ batchItemFailures: [] })
})

const isPoison = { good: false, flaky: false, failing: true, forged: true, unsigned: true, invalid: true }
type Kind = keyof typeof isPoison
const kinds = Object.keys(isPoison) as Kind[]

/** The message of a kind, whose handler sees the kind in the label. */
function messageOf(kind: Kind, index: number): SentMessage {
  const body = movedTo(`${kind} ${index}`)
  if (kind === 'forged') return message(body, signPayload(body, 'other-secret'))
  if (kind === 'unsigned') return { MessageBody: body }
  return message(kind === 'invalid' ? invalid.replace('"prod"', `"${kind} ${index}"`) : body)
}

test('in any mix, the good messages are handled once, and poison alone goes to the dead-letter queue', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...kinds), { maxLength: 35 }), async (mix) => {
      sqs.dead.length = 0
      const handled: string[] = []
      const tried = new Set<string>()
      log.mockImplementation((_, label: string) => {
        const isFirst = !tried.has(label)
        tried.add(label)
        if (label.startsWith('failing') || (label.startsWith('flaky') && isFirst)) throw new Error('failed')
        handled.push(label)
      })
      const messages = mix.map(messageOf)
      for (const sent of messages) sqs.put(sent)
      await sqs.drain(consume)
      const labels = mix.flatMap((kind, index) => (isPoison[kind] ? [] : [`${kind} ${index}`]))
      expect(handled.sort()).toEqual(labels.sort())
      const poison = messages.filter((_, index) => isPoison[mix[index] ?? 'good'])
      expect(new Set(sqs.dead)).toEqual(new Set(poison))
      expect(sqs.dead).toHaveLength(poison.length)
    }),
  )
})
