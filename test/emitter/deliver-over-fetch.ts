import type { deliver } from '../../src/emitter/index.js'
import { loadIn } from '../support/runtimes.js'
import { moved, secret } from './examples.js'

/** Loads a `deliver` that uses `fetch`, as it does outside Node. */
export const loadDeliverOverFetch = (): Promise<typeof deliver> =>
  loadIn('without node:crypto', async () => {
    const loaded = await import('../../src/emitter/index.js')
    // The first delivery chooses how to connect. This one is refused, because the host name is not allowed.
    await loaded.deliver(moved, { url: 'https://example.com/', secret })
    return loaded.deliver
  })
