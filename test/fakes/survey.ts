import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { createGeneratorSync } from 'json-schema-faker'
import { isStrictWebhookEnvelope, isWebhookEnvelope } from '../../src/generated/validators.js'
import { isStrictWebhookEvent, isWebhookEvent } from '../../src/index.js'
import { corpus } from '../support/corpus.js'

/** The published schema files, by their paths within `schemas/v1`. */
export const schemaFiles: readonly string[] = ['', 'strict/'].flatMap((folder) =>
  [...corpus.keys()].map((title) => `${folder}${title}.json`),
)

/** The values that json-schema-faker made from one schema file. */
export interface Survey {
  readonly made: number
  /** Those that our guard refuses, or ajv by the same file. */
  readonly refused: readonly unknown[]
}

/** Makes values from a published schema file. The same count gives the same values. */
export function survey(file: string, count: number): Survey {
  const schema = JSON.parse(readFileSync(`schemas/v1/${file}`, 'utf8'))
  const isValid = new Ajv().compile(schema)
  const isSound = guardOf(file)
  const faker = createGeneratorSync({ seed: 1 })
  const values = Array.from({ length: count }, () => faker.generate(schema))
  return { made: values.length, refused: values.filter((value) => !isValid(value) || !isSound(value)) }
}

function guardOf(file: string): (value: unknown) => boolean {
  const isStrict = file.startsWith('strict/')
  if (file.endsWith('WebhookEnvelope.json')) return isStrict ? isStrictWebhookEnvelope : isWebhookEnvelope
  return isStrict ? isStrictWebhookEvent : isWebhookEvent
}
