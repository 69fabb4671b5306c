import { join } from 'node:path'
import type { Outcome } from './check.js'
import { packSuite, secret } from './packed-suite.js'
import { type Runtime, runtimes } from './runtimes.js'
import { startServers } from './servers.js'

/** What the suite did in one runtime. */
export interface Result {
  readonly runtime: Runtime
  readonly version: string
  /** Empty if the runtime is missing or failed as a whole. */
  readonly outcomes: readonly Outcome[]
  readonly failures: readonly string[]
  /** What is missing, and how to install it. */
  readonly missing?: string
}

/** Packs the package and runs the suite in every runtime, two at a time. */
export async function survey(): Promise<readonly Result[]> {
  const suite = await packSuite()
  const servers = await startServers(join(suite.folder, 'certificates'), secret)
  const waiting = [...runtimes].reverse()
  const results = new Map<Runtime, Result>()
  const work = async () => {
    for (let runtime = waiting.pop(); runtime; runtime = waiting.pop()) {
      const missing = runtime.missing()
      if (missing !== undefined) {
        results.set(runtime, { runtime, version: '', outcomes: [], failures: [], missing })
        continue
      }
      try {
        const outcomes = await runtime.run(suite, servers)
        const failures = outcomes.flatMap((each) => each.failures)
        results.set(runtime, { runtime, version: runtime.version(), outcomes, failures })
      } catch (error) {
        const { stderr = '', stack } = error as { stderr?: string; stack?: string }
        results.set(runtime, { runtime, version: '', outcomes: [], failures: [`${stack}\n${stderr}`] })
      }
    }
  }
  await Promise.all([work(), work()])
  servers.close()
  return runtimes.flatMap((each) => results.get(each) ?? [])
}

/** Returns where runtimes compared other numbers of values, or recorded other facts, than the first did. */
export function differences(results: readonly Result[]): string[] {
  const found: string[] = []
  const first = new Map<string, { readonly name: string; readonly value: string }>()
  for (const { runtime, outcomes } of results) {
    for (const { entry, lacks, compared, facts } of outcomes) {
      if (lacks.length > 0) continue
      for (const [fact, value] of Object.entries({ ...facts, comparisons: `${compared}` })) {
        const key = `${entry}: ${fact}`
        const before = first.get(key)
        if (!before) first.set(key, { name: runtime.name, value })
        else if (before.value !== value) {
          found.push(`${key}: ${before.name} has ${before.value}, ${runtime.name} has ${value}`)
        }
      }
    }
  }
  return found
}
