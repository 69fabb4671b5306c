import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { node20 } from '../support/node-20.js'
import { hasTools } from '../support/tools.js'
import { createConsumer } from './consumer.js'

// Vitest itself needs not run there: the suite is one of `node:test`.
test.runIf(hasTools('Node 20'))('the packed package works on Node 20', () => {
  const { folder } = createConsumer()
  cpSync('test/package/oldest-node/packed.mjs', join(folder, 'packed.mjs'))
  const { NODE_OPTIONS: _, ...env } = process.env
  const output = execFileSync(node20(), ['--test', '--test-reporter=tap', 'packed.mjs'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  expect(output).toMatch(/^# fail 0$/m)
  expect(Number(/^# pass (\d+)$/m.exec(output)?.[1])).toBeGreaterThan(15)
})
