import type { Check } from './check.js'
import { contractChecks } from './checks/contract-checks.js'
import { eventChecks } from './checks/event-checks.js'
import { httpChecks } from './checks/http-checks.js'
import { messageChecks } from './checks/message-checks.js'
import { refusalChecks } from './checks/refusal-checks.js'
import { robustnessChecks } from './checks/robustness-checks.js'
import { signatureChecks } from './checks/signature-checks.js'
import type { CheckedScheme } from './signer.js'

/** All checks of a scheme, in the order in which they run. */
export function battery(scheme: CheckedScheme): readonly Check[] {
  return [
    ...eventChecks(),
    ...contractChecks(),
    ...signatureChecks(scheme),
    ...(scheme === 'standard-webhooks' ? messageChecks() : []),
    ...refusalChecks(),
    ...robustnessChecks(),
    ...httpChecks(),
  ]
}
