import { contractIn, type Dialect } from './dialect.js'
import { arktype } from './dialects/arktype.js'
import { effect } from './dialects/effect.js'
import { typebox } from './dialects/typebox.js'
import { typia } from './dialects/typia.js'
import { valibot } from './dialects/valibot.js'
import { zod, zodMini } from './dialects/zod.js'

/**
 * A validator of events, as a module that exports `guard` and `issues`, and the type `Event` if it has one.
 */
export interface Contender {
  /** The name of its module. */
  readonly name: string
  /** What the tables call it. */
  readonly title: string
  /** The package in this folder whose version the tables show. */
  readonly library?: string
  /** TypeScript, before the library writes its own code. */
  readonly source: string
  /** Whether its types come from the same source as its checks. */
  readonly hasTypes: boolean
}

const ajvOptions = '{ allErrors, discriminator: true, strict: false }'

const ours = `
import { isWebhookEvent, readWebhookEvent, type WebhookEvent } from 'prompt-webhooks'
export type Event = WebhookEvent
export const guard = isWebhookEvent
export const kind = (value: unknown) => readWebhookEvent(value).kind
export const issues = (value: unknown) => {
  const reading = readWebhookEvent(value)
  return reading.kind === 'event' ? undefined : reading.kind === 'invalid' ? reading.error.issues : [reading]
}
`

const ajv = `
import { Ajv } from 'ajv'
import schema from './schema.json' with { type: 'json' }
const compile = (allErrors: boolean) => new Ajv(${ajvOptions}).compile(schema)
export const guard = compile(false)
const all = compile(true)
export const issues = (value: unknown) => (all(value) ? undefined : all.errors)
`

// write-modules.ts writes the module that it imports.
const ajvStandalone = `
import { guard, all } from './ajv-compiled.mjs'
export { guard }
export const issues = (value: unknown) => (all(value) ? undefined : all.errors)
`

const inDialect = (title: string, library: string, dialect: Dialect, name = library): Contender => ({
  name,
  title,
  library,
  source: contractIn(dialect),
  hasTypes: true,
})

/** Who takes part. The first one is ours. */
export const contenders: readonly Contender[] = [
  { name: 'prompt-webhooks', title: 'prompt-webhooks', source: ours, hasTypes: true },
  inDialect('TypeBox, compiled', 'typebox', typebox),
  { name: 'ajv', title: 'ajv', library: 'ajv', source: ajv, hasTypes: false },
  {
    name: 'ajv-standalone',
    title: 'ajv, standalone code',
    library: 'ajv',
    source: ajvStandalone,
    hasTypes: false,
  },
  inDialect('typia, ahead of time', 'typia', typia),
  inDialect('arktype', 'arktype', arktype),
  inDialect('valibot', 'valibot', valibot),
  inDialect('zod 4', 'zod', zod),
  inDialect('zod/mini', 'zod', zodMini, 'zod-mini'),
  inDialect('effect', 'effect', effect),
]
