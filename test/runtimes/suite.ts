import { type Data, type Environment, type Group, type Outcome, runGroup } from './check.js'
import { cache } from './checks/cache.js'
import { cloudevents } from './checks/cloudevents.js'
import { emitter } from './checks/emitter.js'
import { reading } from './checks/reading.js'
import { receiver } from './checks/receiver.js'
import { registry } from './checks/registry.js'
import { signature } from './checks/signature.js'
import { standardWebhooks } from './checks/standard-webhooks.js'
import { testing } from './checks/testing.js'

/** The checks of each entry that needs no library. */
export const groups: readonly Group[] = [
  reading,
  signature,
  standardWebhooks,
  receiver,
  cache,
  registry,
  cloudevents,
  testing,
  emitter,
]

/** Runs the suite, or the checks of one entry. */
export async function runSuite(data: Data, environment: Environment, only?: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const group of groups) {
    if (only === undefined || group.entry === only) outcomes.push(await runGroup(group, data, environment))
  }
  return outcomes
}
