import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signMessage, verifyMessage } from '../../src/standard-webhooks/index.js'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const body = '{}'
const headers = signMessage({ id: 'msg_1', timestamp: new Date(), body, secret })
const right = headers['webhook-signature']
const read = (name: string) => JSON.parse(readFileSync(`schemas/v1/${name}.json`, 'utf8'))

/** The patterns of the header in the published documents. */
const patterns = [
  read('openapi').components.parameters['webhook-signature'].schema.pattern,
  read('asyncapi').components.schemas.DeliveryHeaders.properties['webhook-signature'].pattern,
].map((pattern) => new RegExp(pattern, 'u'))

test.each([
  ['one signature', right],
  ['several', `v1,AAAA ${right}`],
  ['one of another version', `v1a,AAAA ${right}`],
  ['two spaces', `v1,AAAA  ${right}`],
])('the documents allow what the receiver accepts: %s', (_, signature) => {
  verifyMessage({ body, secret, headers: { ...headers, 'webhook-signature': signature } })
  for (const pattern of patterns) expect(signature).toMatch(pattern)
})

test.each([
  ['nothing', ''],
  ['a space', ' '],
  ['a space before it', ` ${right}`],
  ['a line end', `${right}\n`],
])('the documents refuse what the receiver refuses: %s', (_, signature) => {
  expect(() =>
    verifyMessage({ body, secret, headers: { ...headers, 'webhook-signature': signature } }),
  ).toThrow()
  for (const pattern of patterns) expect(signature).not.toMatch(pattern)
})
