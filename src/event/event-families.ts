import { familyTypes } from '../generated/catalog.js'
import type { WebhookEventFamily, WebhookEventFamilyMap } from '../generated/types.js'
import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'

/**
 * Returns the event types of a family, in the order of the documentation.
 *
 * @throws {TypeError} if the contract does not define the family.
 *
 * @example
 * ```ts
 * for (const type of webhookEventTypesOf('prompt_template')) console.log(type)
 * ```
 */
export function webhookEventTypesOf<Family extends WebhookEventFamily>(
  family: Family,
): readonly WebhookEventFamilyMap[Family]['event_type'][] {
  if (typeof family === 'string' && Object.hasOwn(familyTypes, family)) return familyTypes[family]
  const given = typeof family === 'string' ? quoted(family) : kindOf(family)
  throw new TypeError(`family: expected ${Object.keys(familyTypes).join(', ')}, got ${given}`)
}
