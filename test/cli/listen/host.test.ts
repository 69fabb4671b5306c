import { expect, test } from 'vitest'
import { moved } from '../../receiver/signed-request.js'
import { run } from '../command.js'
import { json, listen, post } from './listener.js'

test.each([
  ['127.0.0.2', /^http:\/\/127\.0\.0\.2:\d+$/],
  ['::1', /^http:\/\/\[::1\]:\d+$/],
])('--host %s', async (host, address) => {
  const { url } = await listen(['--host', host])
  expect(url).toMatch(address)
  expect((await post(url, moved, json)).status).toBe(204)
})

test('without --host, only this machine can reach it', async () => {
  expect((await listen()).url).toMatch(/^http:\/\/127\.0\.0\.1:/)
})

test.each([
  [['--host', '192.0.2.1'], /^error: --host: 192\.0\.2\.1 is not an address of this machine/],
  [['--host', 'name.invalid'], /^error: --host: name\.invalid is not an address of this machine/],
  [['--scheme', 'standard'], /^error: .*--scheme.*standard.*promptlayer, standard-webhooks, both/],
  [['--scheme', 'both', '--secret', 'a'], /^error: --secret: .*whsec_/],
  [['--scheme', 'standard-webhooks', '--secret', 'a b'], /^error: --secret: expected whsec_/],
])('a wrong call: %j', (args, stderr) => {
  expect(run(['listen', '--port', '0', ...args])).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(stderr),
  })
})
