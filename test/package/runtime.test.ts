import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

/** Runs a program that uses an entry, as `entry`, in a realm with only JavaScript and the given globals. */
async function run(path: string, program: string, globals: object = {}): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [`dist/${path}`],
    bundle: true,
    platform: 'neutral',
    format: 'iife',
    globalName: 'entry',
    write: false,
  })
  const context = { contextCodeGeneration: { strings: false, wasm: false } }
  return runInNewContext(`${outputFiles[0]?.text}\n${program}`, globals, context)
}

test('reads events with only JavaScript: no Node, no browser, no eval', async () => {
  const program = `
    const kinds = [{}, 1].map((value) => entry.readWebhookEvent(value).kind)
    kinds.concat(entry.eventDate({ timestamp: '2023-12-01T22:05:57' }).toISOString()).join(' ')`
  expect(await run('index.js', program)).toBe('invalid invalid 2023-12-01T22:05:57.000Z')
})

const body = readFileSync('examples/payloads/prompt_template_label_moved.json', 'utf8')

test('signs and verifies with only text encoders', async () => {
  const program = `
    const secret = 'test-secret'
    const signature = entry.signPayload(body, secret)
    const bytes = new TextEncoder().encode(body)
    const event = entry.verifyWebhookEvent({ body: bytes, signature, secret })
    const refused = entry.verifySignature({ body: body + ' x', signature, secret })
    ;[signature, event.event_type, refused].join(' ')`
  const signature = '5aa56b7a91826b99813ab50676466857b70853e54cd66c6cafdbd599460ba644'
  expect(await run('signature/index.js', program, { body, TextEncoder, TextDecoder })).toBe(
    `${signature} prompt_template_label_moved false`,
  )
})

test('signs and verifies Standard Webhooks with only text encoders and base64', async () => {
  const program = `
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const headers = entry.signMessage({ id: 'msg_1', timestamp: 1614265330, body, secret })
    const { id } = entry.verifyMessage({ body, headers, secret, now: () => 1614265330000 })
    ;[id, headers['webhook-signature']].join(' ')`
  expect(
    await run('standard-webhooks/index.js', program, { body, TextEncoder, TextDecoder, atob, btoa }),
  ).toBe('msg_1 v1,28vIXMFPZ1JlNwN5IqkN848HXImorrNuMRQosu86gd8=')
})

test('receives with Web Crypto, the Fetch API and timers, without Node', async () => {
  const program = `(async () => {
    const receiver = entry.createReceiver({
      secret: 'test-secret',
      on: { prompt_template_label_moved: ({ details }) => handled.push(details.prompt_template_label) },
    })
    const answers = []
    for (const text of [body, body + ' x']) {
      const response = await receiver.fetch(new Request('http://localhost', { method: 'POST', body: text, headers }))
      answers.push(response.status)
    }
    return [...answers, ...handled].join(' ')
  })()`
  const headers = {
    'content-type': 'application/json',
    'x-promptlayer-signature': '5aa56b7a91826b99813ab50676466857b70853e54cd66c6cafdbd599460ba644',
  }
  const web = { Request, Response, TextEncoder, TextDecoder, AbortController, Uint8Array, crypto }
  const timers = { setTimeout, clearTimeout }
  expect(await run('receiver/index.js', program, { ...web, ...timers, body, headers, handled: [] })).toBe(
    '204 401 prod',
  )
})

test('creates and delivers events without Node, to allowed hosts', async () => {
  const program = `(async () => {
    const { event_type, details, timestamp } = JSON.parse(body)
    const event = entry.createEvent(event_type, details, { userId: 1, workspaceId: 1, timestamp })
    const endpoint = { url: 'https://hooks.example/', secret: 'test-secret' }
    const results = [await entry.deliver(event, endpoint), await entry.deliver(event, endpoint, { allow: ['hooks.example'] })]
    const emitter = entry.createEmitter({ endpoints: [endpoint], allow: ['hooks.example'], onDelivery: ({ state }) => states.push(state) })
    emitter.emit(event)
    await emitter.close()
    return [...results.map(({ outcome }) => outcome), ...states].join(' ')
  })()`
  const signatures: unknown[] = []
  const fetch = async (url: string, { headers }: { headers: Record<string, string> }) => {
    signatures.push(url, headers['x-promptlayer-signature'])
    return new Response(null, { status: 204 })
  }
  const timers = { setTimeout, clearTimeout, AbortController }
  const web = { URL, TextEncoder, TextDecoder, Uint8Array, performance, crypto, fetch, btoa, atob, ...timers }
  expect(await run('emitter/index.js', program, { ...web, body, states: [] })).toBe(
    'refused delivered delivered',
  )
  const signature = '5aa56b7a91826b99813ab50676466857b70853e54cd66c6cafdbd599460ba644'
  expect(signatures).toEqual(Array(2).fill(['https://hooks.example/', signature]).flat())
})

test('creates test data and signs requests without Node', async () => {
  const program = `(async () => {
    const event = entry.createTestEvent('prompt_template_deleted', { user_name: 'José' }, { uniqueIds: true })
    const request = entry.signedRequest(event, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
    const refused = (() => { try { return entry.checkPayloads('.') } catch ({ message }) { return message } })()
    return [(await request.json()).user_name, request.headers.get('webhook-signature').slice(0, 3), entry.invalidEvents.length > 100, refused].join(' ')
  })()`
  const web = { Request, URL, TextEncoder, TextDecoder, atob, btoa, Uint8Array }
  expect(await run('testing/index.js', program, web)).toBe(
    'José v1, true This runtime has no node:fs to read payloads with; run the test in Node, Bun or Deno',
  )
})
