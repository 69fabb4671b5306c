import { readFileSync } from 'node:fs'
import { Validator as CfworkerValidator } from '@cfworker/json-schema'
import { validator as schemasafe } from '@exodus/schemasafe'
import { validate as hyperjump, registerSchema } from '@hyperjump/json-schema/draft-07'
import '@hyperjump/json-schema/draft-2020-12'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'
import { strictName } from '../../src/codegen/event-names.js'
import { isStrictWebhookEnvelope, isWebhookEnvelope } from '../../src/generated/validators.js'
import { isStrictWebhookEvent, isWebhookEvent } from '../../src/index.js'
import * as zodSchemas from '../../src/zod.js'
import { isTwin, type SchemaCase } from './cases.js'
import type { Validator } from './validator.js'

type Judge = (value: unknown) => boolean

const published = (file: string) => JSON.parse(readFileSync(`schemas/v1/${file}`, 'utf8'))
const versionOf = (library: string): string =>
  JSON.parse(readFileSync(`node_modules/${library}/package.json`, 'utf8')).version

function validator(
  name: string,
  library: string,
  judgeOf: (file: string) => Judge | Promise<Judge>,
): Validator {
  return {
    name,
    language: 'JavaScript',
    isHere: () => true,
    async judge(cases: readonly SchemaCase[]) {
      const judges = new Map<string, Judge>()
      for (const { file } of cases) if (!judges.has(file)) judges.set(file, await judgeOf(file))
      return {
        version: `${versionOf(library)}, Node ${process.versions.node}`,
        verdicts: cases.map(({ file, text }) => judges.get(file)?.(JSON.parse(text)) ?? 'no judge'),
      }
    },
  }
}

const isStrict = (file: string) => file.startsWith('strict/')
const isEnvelope = (file: string) => file.endsWith('WebhookEnvelope.json')

function ourSchema(file: string): z.ZodType {
  const title = file.replace(/^strict[/]|[.]json$/g, '')
  const tolerant = `${title.charAt(0).toLowerCase()}${title.slice(1)}Schema`
  const schema = new Map(Object.entries(zodSchemas)).get(isStrict(file) ? strictName(tolerant) : tolerant)
  if (!schema) throw new Error(`${file}: prompt-webhooks/zod has no schema of this name`)
  return schema
}

/** Our own validators, and those from npm. */
export const javascriptValidators: readonly Validator[] = [
  // There is no guard for a single event type. The guard for all types gives the same verdict on these cases.
  validator('prompt-webhooks', '..', (file) => {
    if (isEnvelope(file)) return isStrict(file) ? isStrictWebhookEnvelope : isWebhookEnvelope
    return isStrict(file) ? isStrictWebhookEvent : isWebhookEvent
  }),
  validator('prompt-webhooks/zod', 'zod', (file) => {
    const schema = ourSchema(file)
    return (value) => schema.safeParse(value).success
  }),
  validator('zod, z.fromJSONSchema', 'zod', (file) => {
    const schema = z.fromJSONSchema(published(file))
    return (value) => schema.safeParse(value).success
  }),
  validator('ajv', 'ajv', (file) =>
    new (isTwin(file) ? Ajv2020 : Ajv)({ strict: true, strictTypes: 'log' }).compile(published(file)),
  ),
  validator('@cfworker/json-schema', '@cfworker/json-schema', (file) => {
    const cfworker = new CfworkerValidator(published(file), isTwin(file) ? '2020-12' : '7')
    return (value) => cfworker.validate(value).valid
  }),
  validator('@exodus/schemasafe', '@exodus/schemasafe', (file) => {
    const judge = schemasafe(published(file), { mode: 'spec' })
    return (value) => judge(value as Parameters<typeof judge>[0])
  }),
  validator('@hyperjump/json-schema', '@hyperjump/json-schema', async (file) => {
    const uri = `https://schemas.example/${file}`
    const { $id: _, ...schema } = published(file)
    registerSchema(schema, uri)
    const judge = await hyperjump(uri)
    return (value) => judge(value as Parameters<typeof judge>[0]).valid
  }),
]
