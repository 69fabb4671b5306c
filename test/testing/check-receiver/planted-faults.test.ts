import { describe, expect, test } from 'vitest'
import { familyTypes } from '../../../src/generated/catalog.js'
import { battery } from '../../../src/testing/check-receiver/battery.js'
import { hasTools } from '../../support/tools.js'
import { check, plantedFaults, type Reported } from './planted-faults.js'

const results = new Map<(typeof plantedFaults)[number], Reported>()

const runs = hasTools('python3')

describe.runIf(runs)('what a check reports is exactly what is planted', () => {
  test.each(plantedFaults)('$language, $scheme: $fault', async (fault) => {
    const result = await check(fault)
    results.set(fault, result)
    expect(result.reported).toEqual(fault.planted)
    // Without a fault, each check has something to say.
    if (fault.fault === 'none') expect(result.skipped).toEqual([])
  })

  test('a verdict takes few requests: one for each family and what it takes to be sure', () => {
    const requests = [...results].flatMap(([, { reported, requests }]) =>
      reported.some((id) => !id.includes('/')) ? requests : [],
    )
    expect(requests.length).toBeGreaterThan(9)
    expect(Math.max(...requests)).toBeLessThanOrEqual(Object.keys(familyTypes).length + 3)
  })
})

test('each check is planted in one of the receivers, and of the events one', () => {
  const behaviours = (ids: readonly string[]) => new Set(ids.map((id) => id.replace(/^event\/.*/, 'event')))
  const planted = behaviours(plantedFaults.flatMap((each) => each.planted).filter((id) => id.includes('/')))
  const all = behaviours([...battery('promptlayer'), ...battery('standard-webhooks')].map(({ id }) => id))
  expect(planted).toEqual(all)
})

test.runIf(runs)('the page lists what is planted and what is reported', async () => {
  const code = (ids: readonly string[]) => ids.map((id) => `\`${id}\``).join(', ') || '–'
  const rows = plantedFaults.map((each) => {
    const { reported = [], skipped = [] } = results.get(each) ?? {}
    const { language, scheme, fault, planted } = each
    return `| ${language} | ${scheme} | ${fault} | ${code(planted)} | ${code(reported)} | ${code(skipped)} |`
  })
  const page = `# Planted faults

Receivers with one fault each, and what \`prompt-webhooks check\` reports about them. The receivers are \`receiver.py\` and \`faulty-receiver.ts\` in
\`test/testing/check-receiver/\`. \`npx vitest run test/testing/check-receiver -u\` runs them all and writes this page; without \`-u\` it fails if a row differs.

A check is skipped if one that it depends on has failed.

| language | scheme | fault | planted | reported | skipped |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
  await expect(page).toMatchFileSnapshot('../../../docs/decisions/check-faults.md')
})
