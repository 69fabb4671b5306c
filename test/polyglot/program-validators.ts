import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { buildProgram } from '../support/build-program.js'
import { type Command, debianGo, debianPython } from '../support/programs.js'
import { hasTools, type Tool } from '../support/tools.js'
import type { SchemaCase } from './cases.js'
import type { Judgement, Validator } from './validator.js'

/** A runner in another language. */
interface Program {
  readonly name: Tool
  readonly language: string
  readonly command: () => Command
}

const environment = { ...process.env, ...debianGo }

// A runner starts in the root of the project. Each line of its input is a case: `["<file in schemas/v1>",
// "<JSON to validate>"]`. The first line of its output has the versions of the validator and of the language.
// Then follows a line for each case: `true`, `false`, or why there is no verdict.
function validator({ name, language, command }: Program): Validator {
  return {
    name,
    language,
    isHere: () => hasTools(name),
    async judge(cases: readonly SchemaCase[]): Promise<Judgement> {
      const [file, ...args] = command()
      const child = spawn(file, args, { env: environment, stdio: ['pipe', 'pipe', 'inherit'] })
      child.stdin.end(cases.map((each) => `${JSON.stringify([each.file, each.text])}\n`).join(''))
      const [version = '', ...lines] = (await text(child.stdout)).trimEnd().split('\n')
      if (lines.length !== cases.length)
        throw new Error(`${name}: ${lines.length} verdicts for ${cases.length} cases`)
      return {
        version,
        verdicts: lines.map((line) => (/^(true|false)$/.test(line) ? line === 'true' : line)),
      }
    },
  }
}

const runner = (file: string) => `test/polyglot/runners/${file}`

/** Compiles a runner, once for each version of its source, and returns the program. */
function compiled(source: string, ...compiler: Command): string {
  const files = new Map([[source, readFileSync(runner(source), 'utf8')]])
  return join(buildProgram(files, [...compiler, '-o', 'runner', source], debianGo), 'runner')
}

/** The validators in other languages. */
export const programValidators: readonly Validator[] = [
  validator({
    name: 'Valijson',
    language: 'C++',
    command: () => [compiled('cpp-valijson.cpp', 'g++', '-std=c++17')],
  }),
  validator({
    name: 'gojsonschema',
    language: 'Go',
    command: () => [compiled('go-gojsonschema.go', 'go', 'build')],
  }),
  validator({
    name: 'JSON::Validator',
    language: 'Perl',
    command: () => ['perl', runner('perl-json-validator.pl')],
  }),
  validator({
    name: 'justinrainbow/json-schema',
    language: 'PHP',
    command: () => ['php', runner('php-justinrainbow.php')],
  }),
  validator({
    name: 'jsonschema',
    language: 'Python',
    command: () => [debianPython, runner('python-jsonschema.py')],
  }),
  validator({
    name: 'fastjsonschema',
    language: 'Python',
    command: () => [debianPython, runner('python-fastjsonschema.py')],
  }),
  validator({
    name: 'json_schemer',
    language: 'Ruby',
    command: () => ['ruby', runner('ruby-json-schemer.rb')],
  }),
]
