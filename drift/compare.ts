import { compareFields } from './compare-fields.js'
import { contract } from './contract.js'
import type { Comparison, Finding } from './finding.js'
import type { Documentation, Fields } from './statement.js'

/** Compares a page with the contract. */
export function compare(page: Documentation): Comparison {
  const findings: Finding[] = compareFields(page.envelope, contract.envelope, { eventType: null, prefix: '' })
  const undocumented: Comparison['undocumented'][number][] = []
  for (const eventType of new Set([...page.events.keys(), ...contract.events.keys()])) {
    const onPage = page.events.get(eventType)
    const inContract = contract.events.get(eventType)
    const reason = contract.undocumented.get(eventType)
    const place = { eventType, path: null }
    if (onPage && inContract) {
      findings.push(...compareFields(onPage, inContract, { eventType, prefix: 'details.' }))
    } else if (onPage) {
      findings.push({ kind: 'event_not_in_contract', ...place, page: listOf(onPage), contract: null })
    } else if (reason !== undefined) {
      undocumented.push({ eventType, reason })
    } else if (inContract) {
      findings.push({ kind: 'event_not_on_page', ...place, page: null, contract: listOf(inContract) })
    }
  }
  const isWarning = ({ kind }: Finding) => kind.endsWith('_not_on_page')
  return {
    differences: findings.filter((each) => !isWarning(each)),
    warnings: findings.filter(isWarning),
    undocumented,
  }
}

function listOf(fields: Fields): string {
  return [...fields.keys()].join(', ') || 'no details'
}
