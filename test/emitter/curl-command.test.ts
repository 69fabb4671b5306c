import { afterAll, beforeAll, expect, test } from 'vitest'
import { curlCommand } from '../../src/emitter/index.js'
import { hasTools } from '../support/tools.js'

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startEndpoint()
})
afterAll(() => endpoint.stop())

test.runIf(hasTools('curl')).each([
  ['plain', '/hook', 'value', '{}'],
  [
    'quotes and shell expansions',
    "/a'b$HOME`id`?q=$(id)&c=;|",
    `'"$HOME \`id\` $(id) \\ !! ; & | > x #`,
    `{"a":"'$(id)\\n"}`,
  ],
  ['text that curl could read as a pattern', '/[1-3]{a,b}', '[1-3]', '{"a":[1]}'],
  ['text that curl could read as a file name', '/hook', '@/etc/passwd', '@/etc/passwd'],
  ['an empty header and body', '/hook', '', ''],
  ['lines and dots', '/a/../b/%2e%2e/c', 'x', 'a\nb\r\n'],
])('the command sends the same request: %s', async (_, path, header, body) => {
  const url = new URL(path, endpoint.url).href
  const headers = {
    host: 'another.example',
    'content-length': '999',
    'content-type': 'application/json',
    'user-agent': 'hub/1',
    'webhook-id': 'msg_1',
    'x-header': header,
  }
  await runInShell(curlCommand({ url, headers }, body))
  const sent = endpoint.received.at(-1)
  expect(sent).toMatchObject({ path: url.slice(new URL(url).origin.length), body })
  expect(sent?.headers).toMatchObject({
    host: new URL(url).host,
    'content-length': String(Buffer.byteLength(body)),
    'content-type': 'application/json',
    'user-agent': 'hub/1',
    'webhook-id': 'msg_1',
    'x-header': header,
  })
})
