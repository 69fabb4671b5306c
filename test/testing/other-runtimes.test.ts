import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { serve } from '../cli/server.js'
import { secret } from '../receiver/signed-request.js'
import { bun, deno } from '../support/javascript-runtimes.js'

const program = (url: string) => `
  import { checkReceiver, createTestEvent, signedDelivery, startTestEndpoint } from '${process.cwd()}/dist/testing/index.js'
  const secret = '${secret}'
  const endpoint = await startTestEndpoint({ secret, respond: [500, 204] })
  const delivery = signedDelivery(createTestEvent('prompt_template_created'), secret)
  const statuses = []
  for (let i = 0; i < 2; i++) statuses.push((await fetch(endpoint.url, delivery)).status)
  const { event } = await endpoint.next('prompt_template_created')
  const codes = [(await checkReceiver(endpoint.url, { secret })).verdict.code]
  await endpoint.close()
  codes.push((await checkReceiver(endpoint.url, { secret })).verdict.code)
  const { failures, warnings } = await checkReceiver('${url}', { secret })
  console.log(JSON.stringify({ statuses, type: event.event_type, codes, failures, warnings }))`

test.each<[string, string, string[]]>([
  ['Node', process.execPath, ['--input-type=module', '-']],
  ['Bun', bun, ['run', '-']],
  ['Deno', deno, ['run', '--no-config', '--allow-all', '-']],
])('%s checks a receiver, and starts an endpoint', async (_, runtime, args) => {
  const receiver = createReceiver({ secret, on: {}, onError: () => {}, onRefused: null })
  const url = await serve(toNodeHandler(receiver))
  const child = spawn(runtime, args)
  const ended = once(child, 'close')
  child.stdin.end(program(url))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  await ended
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({
    statuses: [500, 204],
    type: 'prompt_template_created',
    codes: ['accepts_everything', 'unreachable'],
    failures: [],
    warnings: [],
  })
})
