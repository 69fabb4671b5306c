import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { minVersion } from 'semver'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { readPart } from '../support/page-parts.js'
import { hasTools, isCi } from '../support/tools.js'
import { runtimesPart, script, table, withoutVersions } from './page.js'
import { runtimes } from './runtimes.js'
import { groups } from './suite.js'
import { differences, survey } from './survey.js'

const canRun = hasTools('openssl')

describe.runIf(canRun)('the packed package', async () => {
  // Vitest collects the tests of what it skips.
  const results = canRun ? await survey() : []
  process.stdout.write(`${table(results)}\n`)
  const missing = results.flatMap((each) => each.missing ?? [])
  if (missing.length) process.stderr.write(`Runtimes are skipped. ${missing.join('. ')}\n`)

  test.each(runtimes)('passes the suite in $name', ({ name }) => {
    const result = results.find(({ runtime }) => runtime.name === name)
    if (isCi()) expect(result?.missing).toBeUndefined()
    expect(result?.failures).toEqual([])
    if (result?.missing === undefined) expect(result?.outcomes.length).toBeGreaterThanOrEqual(groups.length)
  })

  test('gives the same answers everywhere', () => {
    expect(differences(results)).toEqual([])
  })

  test.skipIf(missing.length)('docs/compatibility.md is up to date', () => {
    expect(withoutVersions(readPart(script)), `to update: npm run ${script} -- --write`).toBe(
      withoutVersions(runtimesPart(results)),
    )
  })
})

test('the suite has checks for every entry that needs no library', () => {
  const others = Object.keys(packageJson.peerDependencies).map(
    (name) => new RegExp(`(^|/|-)${name}$|prompt-cache`),
  )
  const entries = Object.entries(packageJson.exports).flatMap(([entry, target]) =>
    typeof target === 'object' && !others.some((other) => other.test(entry)) ? [entry] : [],
  )
  expect(groups.map(({ entry }) => entry).sort()).toEqual(entries.sort())
})

const nodes = runtimes.filter(({ node }) => node)

test('the oldest Node is the oldest that the package promises to support', () => {
  expect(nodes[0]?.version()).toBe(minVersion(packageJson.engines.node)?.version)
})

test.each(nodes)('the command runs on $name', ({ node = '' }) => {
  const command = join(packageJson.bin['prompt-webhooks'])
  expect(execFileSync(node, [command, '--version'], { encoding: 'utf8' }).trim()).toBe(packageJson.version)
})
