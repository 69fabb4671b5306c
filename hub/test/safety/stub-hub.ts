import type { Hub } from '../../src/index.js'

/** A hub without a database, for tests of what stands in front of it. */
export function stubHub(parts: Partial<Hub> = {}): Hub {
  const ended = new Set<string>()
  return {
    metrics: async () => '',
    ready: async () => true,
    webhooks: { list: async () => [] },
    sessions: {
      end: async (id: string) => void ended.add(id),
      hasEnded: async (id: string) => ended.has(id),
    },
    ...parts,
  } as unknown as Hub
}

/** What the Node server tells the app about a request's connection. */
export function from(remoteAddress: string) {
  return { incoming: { socket: { remoteAddress } } }
}
