import type { Finding, FindingKind } from './finding.js'
import type { Fields, Statement } from './statement.js'

interface Place {
  readonly eventType: string | null
  readonly prefix: string
}

/** Compares what a page states about fields with what the contract states. */
export function compareFields(page: Fields, contract: Fields, { eventType, prefix }: Place): Finding[] {
  const findings: Finding[] = []
  for (const name of new Set([...page.keys(), ...contract.keys()])) {
    const path = `${prefix}${name}`
    const onPage = page.get(name)
    const [inContract] = contract.get(name) ?? []
    const place = { eventType, path }
    if (onPage && inContract) {
      findings.push(...onPage.flatMap((statement) => compareValues(statement, inContract, place)))
    } else if (onPage) {
      const [statement] = onPage
      const types = statement ? inWords(statement) : null
      findings.push({ kind: 'field_not_in_contract', ...place, page: types, contract: null })
    } else if (inContract) {
      findings.push({ kind: 'field_not_on_page', ...place, page: null, contract: inWords(inContract) })
    }
  }
  return withoutRepetition(findings)
}

function compareValues(
  page: Statement,
  contract: Statement,
  place: Pick<Finding, 'eventType' | 'path'> & { path: string },
): Finding[] {
  const finding = (kind: FindingKind, onPage: string | null, inContract: string | null): Finding => ({
    kind,
    ...place,
    page: onPage,
    contract: inContract,
  })
  const findings: Finding[] = []
  if (typesDiffer(page, contract)) findings.push(finding('type_differs', inWords(page), inWords(contract)))
  if (page.optional !== undefined && contract.optional !== undefined && page.optional !== contract.optional) {
    findings.push(finding('presence_differs', presence(page), presence(contract)))
  }

  // An example shows a value of an open set, unless the contract knows all values.
  const known = contract.values ?? (page.by === 'shown' ? page.values : []) ?? []
  const values = page.values ?? []
  for (const value of values.filter((each) => !known.includes(each))) {
    findings.push(finding('value_not_in_contract', JSON.stringify(value), listed(contract.values)))
  }
  if (page.by === 'declared' && page.values) {
    for (const value of known.filter((each) => !values.includes(each))) {
      findings.push(finding('value_not_on_page', listed(page.values), JSON.stringify(value)))
    }
  }

  const [items] = contract.items ?? []
  const path = `${place.path}[]`
  if (items)
    findings.push(...(page.items ?? []).flatMap((item) => compareValues(item, items, { ...place, path })))
  if (page.fields && contract.fields) {
    const { eventType } = place
    findings.push(...compareFields(page.fields, contract.fields, { eventType, prefix: `${place.path}.` }))
  }
  return findings
}

function typesDiffer(page: Statement, contract: Statement): boolean {
  // The contract takes any type there.
  if (!contract.types.length) return false
  const isNew = page.types.some((type) => !contract.types.includes(type))
  const isMissing = page.by === 'declared' && contract.types.some((type) => !page.types.includes(type))
  return isNew || isMissing
}

function presence({ optional }: Statement): string {
  return optional ? 'optional' : 'required'
}

function inWords({ types, items: [item] = [] }: Statement): string {
  if (!types.length) return 'any type'
  return types.map((type) => (type === 'array' && item ? `array of ${inWords(item)}` : type)).join(' or ')
}

function listed(values: readonly string[] | undefined): string | null {
  return values ? values.map((value) => JSON.stringify(value)).join(', ') : null
}

/** A page can state the same twice, in a table and in an example. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}
