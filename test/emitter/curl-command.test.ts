import { execFile } from 'node:child_process'
import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { curlCommand } from '../../src/emitter/index.js'
import { hasTools } from '../support/tools.js'
import { serveHttp } from './servers.js'

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
  const received: { path: string | undefined; headers: IncomingHttpHeaders; body: string }[] = []
  const port = await serveHttp(async (request, response) => {
    received.push({ path: request.url, headers: request.headers, body: await text(request) })
    response.writeHead(204).end()
  })
  const url = new URL(path, `http://127.0.0.1:${port}`).href
  const headers = {
    host: 'another.example',
    'content-length': '999',
    'content-type': 'application/json',
    'user-agent': 'hub/1',
    'webhook-id': 'msg_1',
    'x-header': header,
  }
  await promisify(execFile)('sh', ['-c', curlCommand({ url, headers, body })])
  expect(received).toEqual([
    {
      path: url.slice(new URL(url).origin.length),
      headers: expect.objectContaining({
        host: new URL(url).host,
        'content-length': String(Buffer.byteLength(body)),
        'content-type': 'application/json',
        'user-agent': 'hub/1',
        'webhook-id': 'msg_1',
        'x-header': header,
      }),
      body,
    },
  ])
})

test.runIf(hasTools('curl'))('a URL that looks like an option is not one', async () => {
  const command = curlCommand({ url: '--version', headers: {}, body: '' })
  // 3: not a URL. 6: no such host, if no proxy is asked for it.
  await expect(
    promisify(execFile)('sh', ['-c', command], { env: { PATH: process.env.PATH } }),
  ).rejects.toMatchObject({
    code: expect.toSatisfy((code) => code === 3 || code === 6),
  })
})
