import { documents, type Strength } from './documents.js'
import { strictName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'
import { type CompilerInput, compileValidators } from './validator-compiler.js'

/** The source of the validators: guard and explanation of every published schema, tolerant and strict. */
export function validatorsModule(): string {
  const validators = compileValidators([
    ...inputs('tolerant', (name) => name),
    ...inputs('strict', strictName),
  ])
  const reporters = ['mostIssues', 'report', 'reportUnknownKey', 'reportValue']
  const used = reporters.filter((name) => new RegExp(`\\b${name}\\b`).test(validators))
  return `import { explainScalar } from '../issue/explain-scalar.js'
import { type EventIssue, ${used.join(', ')} } from '../issue/issue.js'
import type { UnknownWebhookEvent, WebhookEvent } from './types.js'

${validators}`
}

function inputs(strength: Strength, nameOf: (name: string) => string): CompilerInput[] {
  const { bundle, envelope } = documents[strength]
  const otherwise = nameOf('WebhookEnvelope')
  const comment = ({ description }: JsonSchema) =>
    `Whether a value is, by the ${strength} contract: ${description} Never throws, copies nothing.`
  return [
    {
      schema: bundle,
      name: nameOf('WebhookEvent'),
      guards: 'WebhookEvent',
      comment: comment(bundle),
      definitionName: nameOf,
      otherwise,
    },
    { schema: envelope, name: otherwise, guards: 'UnknownWebhookEvent', comment: comment(envelope) },
  ]
}
