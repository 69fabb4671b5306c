import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { webhookEventTypes } from '../../src/index.js'
import { verifySignature } from '../../src/signature/index.js'
import { hasTools } from '../support/tools.js'
import { casesByEvent } from './corpus-cases.js'
import { signatureByPython } from './signature-by-python.js'

const text = readFileSync('schemas/v1/asyncapi.json', 'utf8')
const { channels, operations, components } = JSON.parse(text)

const parser = new Parser()

/** Parses a document and returns it with the codes of the problems. */
async function parse(source: string) {
  const { document, diagnostics } = await parser.parse(source)
  // The parser asks for the newest version of AsyncAPI, which fewer tools can read.
  const problems = diagnostics
    .map(({ code }) => `${code}`)
    .filter((code) => code !== 'asyncapi-latest-version')
  return { document, problems }
}

test('the parser finds no problem, and one channel with a message for each event', async () => {
  const { document, problems } = await parse(text)
  expect(problems).toEqual([])
  expect(document?.allChannels().length).toBe(1)
  expect(document?.allMessages().map((message) => message.name())).toEqual(webhookEventTypes)
  expect(Object.keys(channels.webhook.messages)).toEqual(webhookEventTypes)
  expect(operations.receiveEvent.channel.$ref).toBe('#/channels/webhook')
  // AsyncAPI describes the application that has the document: a receiver.
  expect(operations.receiveEvent.action).toBe('receive')
})

test.each([
  ['an unknown field', '"payload"', '"payloads"', 'asyncapi-document-resolved'],
  ['a broken reference', '#/components/schemas/', '#/components/schemas/No', 'invalid-ref'],
])('the parser finds %s', async (_, right, wrong, problem) => {
  expect((await parse(text.replace(right, wrong))).problems).toContain(problem)
})

const ajv = new Ajv({ keywords: ['components'] })
const schema = (title: string) => ajv.compile({ $ref: `#/components/schemas/${title}`, components })

test.each(webhookEventTypes)('%s has its real payload as a valid, signed example', (type) => {
  const { examples, payload, headers } = components.messages[type]
  const [example] = examples
  expect(payload.$ref).toBe(`#/components/schemas/${catalog[type].typeName}`)
  expect(example.payload).toEqual(catalog[type].example)
  const isEvent = schema(catalog[type].typeName)
  expect(isEvent(example.payload)).toBe(true)
  expect(isEvent({ ...example.payload, user_id: '1' })).toBe(false)

  expect(headers.$ref).toBe('#/components/schemas/DeliveryHeaders')
  const areHeaders = schema('DeliveryHeaders')
  expect(areHeaders(example.headers)).toBe(true)
  expect(areHeaders({})).toBe(false)
  const body = readFileSync(`examples/payloads/${type}.json`, 'utf8')
  const signature = example.headers['X-PromptLayer-Signature']
  expect(verifySignature({ body, signature, secret: 'test-secret' })).toBe(true)
})

test.runIf(hasTools('python3'))('the examples are signed over the canonical text', () => {
  for (const type of webhookEventTypes) {
    const { payload, headers } = components.messages[type].examples[0]
    expect(headers['X-PromptLayer-Signature']).toBe(signatureByPython(JSON.stringify(payload)))
  }
})

test.each(casesByEvent)('the schema of %s gives the verdicts of the published one', (title, cases) => {
  const isValid = schema(title)
  expect(cases.filter(({ data, valid }) => isValid(data) !== valid)).toEqual([])
})
