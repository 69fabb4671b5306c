import { documents, type Strength } from './documents.js'
import { strictName } from './event-names.js'
import { type CompilerInput, compileValidators } from './validator-compiler.js'

/** The source of the validators: a guard and an explanation for each strength of the contract. */
export function validatorsModule(): string {
  const validators = compileValidators([input('tolerant', (name) => name), input('strict', strictName)])
  const reporters = ['maxIssues', 'report', 'reportUnknownKeys', 'reportValue']
  const used = reporters.filter((name) => new RegExp(`\\b${name}\\b`).test(validators))
  return `import { explainScalar, type ScalarRules } from '../issue/explain-scalar.js'
import { type EventIssue, ${used.join(', ')} } from '../issue/issue.js'
import type { WebhookEnvelope, WebhookEvent } from './types.js'

${validators}`
}

const contracts: Readonly<Record<Strength, string>> = {
  tolerant: 'Uses the tolerant contract, which is for receivers and allows unknown keys.',
  strict: 'Uses the strict contract, which is for emitters and tests and refuses unknown keys.',
}

function input(strength: Strength, nameOf: (name: string) => string): CompilerInput {
  const { bundle, envelope } = documents[strength]
  const name = nameOf('WebhookEvent')
  return {
    schema: bundle,
    name,
    guards: 'WebhookEvent',
    comment: [
      'Returns `true` if a value is an event of a known type with sound fields. Copies nothing, and never throws',
      'for what `JSON.parse` returns.',
      contracts[strength],
      '',
      '@example',
      '```ts',
      `if (is${name}(value)) console.log(value.event_type, value.details)`,
      '```',
    ],
    union: {
      memberName: nameOf,
      rest: {
        schema: envelope,
        name: nameOf('WebhookEnvelope'),
        guards: 'WebhookEnvelope',
        comment: [
          'Returns `true` if a value has sound envelope fields, whatever its type.',
          contracts[strength],
        ],
      },
    },
  }
}
