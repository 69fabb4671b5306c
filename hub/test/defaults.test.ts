import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../src/cli/program.js'
import { defaults } from '../src/hub-options.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const daySeconds = 24 * 60 * 60

describe('options of createHub', () => {
  const rows = read('../../docs/hub.md')
  const source = read('../src/hub-options.ts')

  test.each(Object.entries(defaults))('the default of %s is the documented one', (name, value) => {
    const [, inTable = ''] = new RegExp(`^\\| \`${name}\` .* Default: (.*?) +\\|$`, 'm').exec(rows) ?? []
    const docstring = source
      .split(new RegExp(`\\*/\\s+readonly ${name}\\?`))[0]
      ?.split('/**')
      .at(-1)
    const [, inDocstring = ''] = /Default:\s+(.*?)\.?\s*$/s.exec(docstring ?? '') ?? []
    expect([valueIn(inTable), valueIn(inDocstring)]).toEqual([value, value])
  })

  /** Reads a value as people write it, such as `4,096`, `30 days` or `{ first: 5, max: 300 }`. */
  function valueIn(text: string): unknown {
    const [, days] = /^(\d+) days?$/.exec(text) ?? []
    if (days) return Number(days) * daySeconds
    const plain = text.replaceAll('`', '').replace(/ \(.*\)$/, '')
    return JSON.parse(plain.replace(/(?<=\d),(?=\d)/g, '').replace(/(\w+):/g, '"$1":'))
  }
})

test.each([
  ['serve', { '--data': 'in memory', '--port': '8484', '--host': '127.0.0.1' }],
  ['work', { '--metrics-port': 'none', '--metrics-host': '127.0.0.1' }],
])('the help of %s has the documented default of each flag', (name, own) => {
  const help = createProgram()
    .commands.find((command) => command.name() === name)
    ?.helpInformation()
  const shown = (help ?? '').split(/\n +(?=-)/).flatMap((text) => {
    const [, flag, value] = /^(--\S+) .*default: "?(.*?)"?[,)]/.exec(text.replace(/\s+/g, ' ')) ?? []
    return flag ? [[flag, value]] : []
  })
  expect(Object.fromEntries(shown)).toEqual({
    '--log-level': 'info',
    '--concurrency': '50',
    '--concurrency-per-webhook': '10',
    '--keep-days': '30',
    ...own,
  })
})
