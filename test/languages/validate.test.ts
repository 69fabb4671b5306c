import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { created, invalid, moved } from '../receiver/signed-request.js'
import { type Command, debianGo, debianPython, output } from '../support/programs.js'
import { write } from '../support/quicktype.js'
import { hasTools, type Tool } from '../support/tools.js'
import { programsOf } from './page.js'

interface Language {
  readonly page: string
  readonly tool: Tool
  readonly program: string
  readonly command: Command
}

const languages: readonly Language[] = [
  { page: 'python', tool: 'jsonschema', program: 'validate.py', command: [debianPython] },
  { page: 'go', tool: 'gojsonschema', program: 'validate.go', command: ['go', 'run'] },
  { page: 'php', tool: 'justinrainbow/json-schema', program: 'validate.php', command: ['php'] },
]

describe.each(languages)('$page', ({ page, tool, program, command }) => {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))

  test.runIf(hasTools(tool))('validates an event', () => {
    write(folder, program, programsOf(page).get(program) ?? '')
    const judge = (event: string) => output([...command, join(folder, program)], event, { env: debianGo })
    expect([moved, invalid, created].map(judge)).toEqual(['valid\n', 'invalid\n', 'invalid\n'])
  })
})
