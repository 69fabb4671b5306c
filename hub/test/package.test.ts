import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the built package contains no file whose source is gone', () => {
  const built = readdirSync('hub/dist', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.js'),
  )
  const sources = (path: string) => ['ts', 'tsx', 'js'].map((end) => `hub/src/${path.replace(/js$/, end)}`)
  expect(built.length).toBeGreaterThan(10)
  expect(built.filter((path) => !sources(path).some((source) => existsSync(source)))).toEqual([])
})
