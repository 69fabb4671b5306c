import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { webhookEventTypes } from '../../src/index.js'
import { createReceiver } from '../../src/receiver/index.js'
import { bodyHash } from '../../src/signature/body-hash.js'
import { verifySignature } from '../../src/signature/index.js'
import { hmacSha256 } from '../../src/signing/hmac.js'
import { created, moved, post, secret, signedHeaders } from '../receiver/signed-request.js'
import { hasTools } from '../support/tools.js'
import { casesByEvent } from './corpus-cases.js'
import { signatureByPython } from './signature-by-python.js'

const path = 'schemas/v1/openapi.json'
const text = readFileSync(path, 'utf8')
const document = JSON.parse(text)

/** Returns the rules that Redocly reports. Every recommended rule is an error. */
async function lint(source: string): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] })
  return (await lintFromString({ source, config })).map(({ ruleId }) => ruleId)
}

const broken = {
  'no-invalid-media-type-examples': text.replace('"prompt_template_id": 15', '"prompt_template_id": "15"'),
  'no-invalid-parameter-examples': text.replace(/"example": "[0-9a-f]{64}"/, '"example": "abc"'),
  'no-unresolved-refs': text.replace('"$ref": "#/components/schemas/', '"$ref": "#/components/schemas/No'),
  'security-defined': text.replace('"promptLayerSignature": []', '"none": []'),
}

describe('lint', () => {
  test('Redocly finds no problem', async () => {
    expect(await lint(text)).toEqual([])
  })

  test.each(Object.entries(broken))('Redocly reports %s in a broken document', async (rule, source) => {
    expect(await lint(source)).toContain(rule)
  })

  test('Spectral finds no problem, and reports a wrong example', async () => {
    const linter = new spectral.Spectral()
    // The declared type of the rules lacks members that the linter does not need.
    linter.setRuleset(rulesets.oas as unknown as RulesetDefinition)
    expect(await linter.run(document)).toEqual([])
    const problems = await linter.run(JSON.parse(broken['no-invalid-media-type-examples']))
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['oas3-valid-media-example', 0]])
  })

  test('the document is valid by the meta-schema of the specification', async () => {
    const metaSchema = 'https://spec.openapis.org/oas/3.1/schema-base'
    expect((await validate(metaSchema, document)).valid).toBe(true)
    expect((await validate(metaSchema, { ...document, info: {} })).valid).toBe(false)
  })
})

describe('its schemas give the verdicts of the published ones', () => {
  test.each(casesByEvent)('%s, in the dialect of OpenAPI', async (title, cases) => {
    const isValid = await validate(`${resolve(path)}#/components/schemas/${title}`)
    const differ = cases.filter(({ data, valid }) => isValid(data as never).valid !== valid)
    expect(differ).toEqual([])
  })

  test.each(casesByEvent)('%s, in JSON Schema 2020-12', (title, cases) => {
    const ajv = new Ajv2020({ keywords: ['components'] })
    const { components } = document
    const isValid = ajv.compile({ $ref: `#/components/schemas/${title}`, components })
    expect(cases.filter(({ data, valid }) => isValid(data) !== valid)).toEqual([])
  })
})

test.each(webhookEventTypes)('%s has a webhook with its real, signed payload', (type) => {
  const { post } = document.webhooks[type]
  const { example, schema } = post.requestBody.content['application/json']
  expect(example).toEqual(catalog[type].example)
  expect(schema.$ref).toBe(`#/components/schemas/${catalog[type].typeName}`)
  const [signature] = post.parameters
  expect(signature).toMatchObject({ name: 'X-PromptLayer-Signature', in: 'header', required: true })
  const body = readFileSync(`examples/payloads/${type}.json`, 'utf8')
  expect(verifySignature({ body, signature: signature.example, secret: 'test-secret' })).toBe(true)
})

test.runIf(hasTools('python3'))('the examples are signed over the canonical text', () => {
  for (const type of webhookEventTypes) {
    const { requestBody, parameters } = document.webhooks[type].post
    const { example } = requestBody.content['application/json']
    expect(parameters[0].example).toBe(signatureByPython(JSON.stringify(example)))
  }
})

test('it has no other webhook', () => {
  expect(Object.keys(document.webhooks)).toEqual(webhookEventTypes)
})

const { responses } = document.components

const json = { 'content-type': 'application/json' }
const deleted = JSON.stringify(catalog.prompt_template_deleted.example)
const hmacOf = (body: string) => createHmac('sha256', secret).update(body).digest('hex')

/** For each status, a request that a receiver answers with it. */
const requests: Record<string, Request> = {
  '204': post(created),
  '400': post('{', { ...json, 'x-promptlayer-signature': hmacOf('{') }),
  '401': post(created, json),
  '405': new Request('http://localhost', { method: 'PUT', body: created, headers: signedHeaders(created) }),
  '413': post('1'.repeat(1001)),
  '415': post(created, { ...signedHeaders(created), 'content-type': 'text/plain' }),
  '422': post(JSON.stringify({ ...catalog.prompt_template_created.example, user_id: undefined })),
  '500': post(deleted),
  '503': post(moved),
}

test.each(Object.entries(requests))('a receiver answers %s as documented', async (status, request) => {
  const dedupe = {
    get: () => false,
    set() {},
    claim: (key: string) => key !== `claim:${bodyHash(hmacSha256, moved)}`,
  }
  const receiver = createReceiver({
    secret,
    maxBodyBytes: 1000,
    on: {
      prompt_template_deleted() {
        throw new Error('broken')
      },
    },
    onAny() {},
    onError() {},
    dedupe,
  })
  const answer = await receiver.fetch(request)
  expect(answer.status).toBe(Number(status))
  const { post: operation } = document.webhooks.prompt_template_created
  const { content = {}, headers = {} } = responses[operation.responses[status].$ref.split('/').at(-1)]
  expect(Object.keys(content)).toEqual([answer.headers.get('content-type')].filter((type) => type !== null))
  for (const { example } of Object.values<{ example: object }>(content)) {
    expect(await answer.json()).toEqual(example)
  }
  const documented = Object.entries<{ example: string }>(headers).map(([name, { example }]) => [
    name.toLowerCase(),
    example,
  ])
  expect([...answer.headers].filter(([name]) => name !== 'content-type')).toEqual(documented)
})

test('it documents no other answer', () => {
  for (const { post: operation } of Object.values<{ post: { responses: object } }>(document.webhooks)) {
    expect(Object.keys(operation.responses)).toEqual(Object.keys(requests))
  }
  expect(Object.keys(responses)).toHaveLength(Object.keys(requests).length)
})
