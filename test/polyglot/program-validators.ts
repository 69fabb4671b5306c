import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Command, debianGo, debianPython } from '../support/programs.js'
import type { SchemaCase } from './cases.js'
import type { Judgement, Validator } from './validator.js'

/** A runner in another language. */
interface Program {
  readonly name: string
  readonly language: string
  readonly packages: readonly string[]
  readonly command: Command
  /** A command that succeeds if the runner can run. Default: the runner itself, without input. */
  readonly probe?: Command
}

const environment = { ...process.env, ...debianGo }

// A runner starts in the root of the project. Each line of its input is a case: `["<file in schemas/v1>",
// "<JSON to validate>"]`. The first line of its output has the versions of the validator and of the language.
// Then follows a line for each case: `true`, `false`, or why there is no verdict.
function validator({ name, language, packages, command, probe = command }: Program): Validator {
  return {
    name,
    language,
    packages,
    isHere() {
      const [file, ...args] = probe
      return spawnSync(file, args, { input: '', env: environment }).status === 0
    },
    async judge(cases: readonly SchemaCase[]): Promise<Judgement> {
      const [file, ...args] = command
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
const compiled = join(mkdtempSync(join(tmpdir(), 'prompt-webhooks-')), 'valijson')

/** The validators in other languages. */
export const programValidators: readonly Validator[] = [
  validator({
    name: 'Valijson',
    language: 'C++',
    packages: ['g++', 'libvalijson-dev', 'rapidjson-dev'],
    command: ['sh', '-c', `g++ -std=c++17 ${runner('cpp-valijson.cpp')} -o "$0" && exec "$0"`, compiled],
    probe: [
      'sh',
      '-c',
      'echo "#include <valijson/schema.hpp>\n#include <rapidjson/document.h>" | g++ -E -x c++ - -o /dev/null',
    ],
  }),
  validator({
    name: 'gojsonschema',
    language: 'Go',
    packages: ['golang-go', 'golang-github-xeipuuv-gojsonschema-dev'],
    command: ['go', 'run', runner('go-gojsonschema.go')],
    probe: ['go', 'list', 'github.com/xeipuuv/gojsonschema'],
  }),
  validator({
    name: 'JSON::Validator',
    language: 'Perl',
    packages: ['libjson-validator-perl'],
    command: ['perl', runner('perl-json-validator.pl')],
  }),
  validator({
    name: 'justinrainbow/json-schema',
    language: 'PHP',
    packages: ['php-cli', 'php-json-schema'],
    command: ['php', runner('php-justinrainbow.php')],
  }),
  validator({
    name: 'jsonschema',
    language: 'Python',
    packages: ['python3-jsonschema'],
    command: [debianPython, runner('python-jsonschema.py')],
  }),
  validator({
    name: 'fastjsonschema',
    language: 'Python',
    packages: ['python3-fastjsonschema'],
    command: [debianPython, runner('python-fastjsonschema.py')],
  }),
  validator({
    name: 'json_schemer',
    language: 'Ruby',
    packages: ['ruby', 'ruby-json-schemer'],
    command: ['ruby', runner('ruby-json-schemer.rb')],
  }),
]
