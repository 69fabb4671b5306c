import { describe, expect, test } from 'vitest'
import { createReceiver, toNodeHandler } from '../../../src/receiver/index.js'
import { checkReceiver } from '../../../src/testing/index.js'
import { serve } from '../../cli/server.js'
import { messageSecret, secret } from '../../receiver/signed-request.js'

const silent = { on: {}, onError: () => {}, onRefused: null }

describe.each([
  { scheme: 'promptlayer', secret },
  { scheme: 'standard-webhooks', secret: messageSecret },
] as const)('our receiver does everything that a receiver must and should: $scheme', (settings) => {
  const receiver = createReceiver({ ...silent, ...settings })

  test('as a function', async () => {
    const report = await checkReceiver(receiver.fetch, settings)
    expect(report).toMatchObject({ passed: true, failures: [], warnings: [] })
    expect(report.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
  })

  test('over a socket', async () => {
    const url = await serve(toNodeHandler(receiver))
    const report = await checkReceiver(url, settings)
    expect(report).toMatchObject({ passed: true, failures: [], warnings: [] })
  })
})
