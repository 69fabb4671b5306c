// Run by processes.test.ts: a process that receives what it is sent, with the Redis store of the examples.
import { redisStore } from '../../examples/dedupe/redis-store.js'
import { createReceiver } from '../../src/receiver/index.js'
import { secret } from './signed-request.js'

interface Behaviour {
  readonly fails?: boolean
  readonly hangs?: boolean
  readonly handlerTimeoutMs?: number
  readonly slowMs?: number
}

const { fails, hangs, handlerTimeoutMs, slowMs = 5 }: Behaviour = JSON.parse(process.argv[2] ?? '')
const receiver = createReceiver({
  secret,
  ...(handlerTimeoutMs !== undefined && { handlerTimeoutMs }),
  dedupe: redisStore,
  onError: () => {},
  on: {
    prompt_template_label_moved: async ({ details }) => {
      process.send?.({ handling: details.prompt_template_label })
      await new Promise((resolve) => setTimeout(resolve, hangs ? 600_000 : slowMs))
      if (fails) throw new Error('of the handler')
    },
  },
})

process.on(
  'message',
  async ({ id, body, headers }: { id: number; body: string; headers: Record<string, string> }) => {
    const { kind } = await receiver.receive({ body, headers })
    process.send?.({ id, kind })
  },
)
process.send?.({ ready: true })
