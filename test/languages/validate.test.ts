import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { created, invalid, moved } from '../receiver/signed-request.js'
import { type Command, debianGo, debianPython, output, withProgram } from '../support/programs.js'
import { write } from '../support/quicktype.js'
import { programsOf } from './page.js'

interface Language {
  readonly page: string
  readonly program: string
  readonly command: Command
  readonly probe: Command
}

const languages: readonly Language[] = [
  {
    page: 'python',
    program: 'validate.py',
    command: [debianPython],
    probe: [debianPython, '-c', 'import jsonschema'],
  },
  {
    page: 'go',
    program: 'validate.go',
    command: ['go', 'run'],
    probe: ['go', 'list', 'github.com/xeipuuv/gojsonschema'],
  },
  {
    page: 'php',
    program: 'validate.php',
    command: ['php'],
    probe: ['php', '-r', 'require "JsonSchema/autoload.php";'],
  },
]

describe.each(languages)('$page', ({ page, program, command, probe }) => {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))

  test.runIf(withProgram(probe, debianGo))('validates an event', () => {
    write(folder, program, programsOf(page).get(program) ?? '')
    const judge = (event: string) => output([...command, join(folder, program)], event, { env: debianGo })
    expect([moved, invalid, created].map(judge)).toEqual(['valid\n', 'invalid\n', 'invalid\n'])
  })
})
