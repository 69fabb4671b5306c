import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { serve } from '../src/index.js'
import { stubHub } from './safety/stub-hub.js'

const hasIpv6 = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === '::1'),
)
// Only Linux has all of 127.0.0.0/8 without being told.
const others = process.platform === 'linux' ? ['127.0.0.2'] : []
const hosts = ['127.0.0.1', 'localhost', ...others, ...(hasIpv6 ? ['::1'] : [])]

test.each(hosts)('a server that listens on %s tells the address on which it answers', async (host) => {
  const server = await serve(stubHub(), { host, port: 0 })
  const { status } = await fetch(new URL('api/webhooks', server.url))
  expect(status).toBe(200)
  await server.close()
})
