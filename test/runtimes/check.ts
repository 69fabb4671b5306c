import type { Case } from '../../src/codegen/corpus.js'

/** What a signature must be, worked out by `node:crypto` outside of the package. */
export interface SignedMessage {
  readonly id: string
  readonly timestamp: number
  readonly body: string
  readonly secret: string
  /** The HMAC-SHA256 in base64, under the key in the secret. */
  readonly mac: string
}

/** A vector of the sender's scheme, by Python. */
export interface Vector {
  readonly body: string
  readonly secret: string
  readonly canonical: string | null
  readonly signature: string | null
}

/** The values that every runtime gets. */
export interface Data {
  readonly corpus: readonly Case[]
  readonly vectors: readonly Vector[]
  readonly messages: readonly SignedMessage[]
  /** The secret that the server of the environment expects. */
  readonly secret: string
}

/** What differs from runtime to runtime. */
export interface Environment {
  /** The address of a server on this machine: see `servers.ts`. */
  readonly server: string
  /** Whether `deliver` sees the sockets of this runtime, so that it can check addresses. */
  readonly givesSockets: boolean
}

/** What a runtime gets that loads the package itself and gives access to sockets. */
export interface SocketEnvironment extends Environment {
  /** The port of a server with a certificate that the runtime trusts. */
  readonly securePort: number
  /** The port of a server with another certificate. */
  readonly untrustedPort: number
  /** The entries that need no library, as they are imported. */
  readonly entries: readonly string[]
}

export interface Check<In = Environment> {
  readonly name: string
  run(data: Data, environment: In): unknown
}

/** The checks of one entry of the package. */
export interface Group<In = Environment> {
  /** The entry, as `exports` of package.json names it. */
  readonly entry: string
  /** The globals that the entry needs in addition to the language. */
  readonly needs: readonly string[]
  readonly checks: readonly Check<In>[]
}

/** What one group did. */
export interface Outcome {
  readonly entry: string
  /** The globals that the runtime lacks. If there are any, nothing ran. */
  readonly lacks: readonly string[]
  /** How many values were compared. */
  readonly compared: number
  readonly failures: readonly string[]
  /** Values that must be the same in every runtime. */
  readonly facts: Readonly<Record<string, string>>
}

let compared = 0
let facts: Record<string, string> = {}

/** Compares two JSON values, in whatever order their keys are. */
export function same(actual: unknown, expected: unknown, what = ''): void {
  compared++
  const [left, right] = [textOf(actual), textOf(expected)]
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`)
}

/** Keeps a value, to be compared with that of other runtimes. */
export function record(name: string, value: unknown): void {
  compared++
  facts[name] = textOf(value)
}

/** Returns what a function returns, or the name of the error that it throws. */
export function outcomeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return (error as Error).name
  }
}

/** Runs a group, and returns what it did. */
export async function runGroup<In>(group: Group<In>, data: Data, environment: In): Promise<Outcome> {
  const { entry, needs, checks } = group
  const lacks = needs.filter((name) => typeof Reflect.get(globalThis, name) === 'undefined')
  compared = 0
  facts = {}
  const failures: string[] = []
  for (const { name, run } of lacks.length ? [] : checks) {
    const before = compared
    try {
      await run(data, environment)
      if (compared === before) throw new Error('compared nothing')
    } catch (error) {
      failures.push(`${entry}: ${name}: ${(error as Error).stack ?? error}`)
    }
  }
  return { entry, lacks, compared, failures, facts }
}

function textOf(value: unknown): string {
  const sorted = (_: string, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each
  return JSON.stringify(value, sorted) ?? 'undefined'
}
