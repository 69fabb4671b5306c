import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LanguageName } from 'quicktype-core'
import { describe, expect, test } from 'vitest'
import { type CatalogEntry, catalog } from '../../src/generated/catalog.js'
import { jackson, output } from '../support/programs.js'
import { quicktypeFiles, write } from '../support/quicktype.js'
import { expectRoundTrips, payloadLines, payloads } from '../support/round-trips.js'
import { hasTools } from '../support/tools.js'

const entries: readonly CatalogEntry[] = Object.values(catalog)

interface Forms {
  readonly language: LanguageName
  /** How a type is declared. */
  readonly declared: (name: string) => string
  /** How a member `details` of a type is declared. */
  readonly details: (type: string) => RegExp
}

const languages: readonly Forms[] = [
  {
    language: 'python',
    declared: (name) => `class ${name}:`,
    details: (type) => RegExp(` details: ${type}\n`),
  },
  {
    language: 'go',
    declared: (name) => `type ${name} struct {`,
    details: (type) => RegExp(`Details +${type} +.json:"details"`),
  },
  {
    language: 'csharp',
    declared: (name) => `public partial class ${name}\n`,
    details: (type) => RegExp(`public ${type} Details `),
  },
  {
    language: 'java',
    declared: (name) => `public class ${name} {`,
    details: (type) => RegExp(`private ${type} details;`),
  },
  {
    language: 'rust',
    declared: (name) => `pub struct ${name} {`,
    details: (type) => RegExp(`pub details: ${type},`),
  },
  {
    language: 'php',
    declared: (name) => `class ${name} {`,
    details: (type) => RegExp(`private ${type} [$]details;`),
  },
]

describe.each(languages)('$language', ({ language, declared, details }) => {
  test.each(entries)('$typeName keeps its names, and no type collapses', async (entry) => {
    const source = [...(await quicktypeFiles(entry.typeName, language)).values()].join('\n')
    expect(source).toContain(declared(entry.typeName))
    expect(source).toContain(declared(`${entry.typeName}Details`))
    expect(source).toMatch(details(`${entry.typeName}Details`))
    for (const { name } of entry.details) expect(source, name).toContain(name)
  })
})

/**
 * Runs quicktype for each event, and returns the folder with the files. Each event has its own place in it.
 */
async function generated(
  language: LanguageName,
  place: (typeName: string, file: string) => string,
  options: (typeName: string) => Record<string, string> = () => ({}),
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  for (const { typeName } of entries) {
    for (const [file, text] of await quicktypeFiles(typeName, language, options(typeName))) {
      write(folder, place(typeName, file), text)
    }
  }
  return folder
}

// A compiler takes long on a busy machine.
describe('reads the examples and writes them back', { timeout: 300_000 }, () => {
  test.runIf(hasTools('python3'))('in Python', async () => {
    const folder = await generated('python', (typeName) => `${typeName}.py`)
    const program = [
      'import importlib, json, sys',
      `for name, line in zip(${JSON.stringify(payloads.map(({ typeName }) => typeName))}, sys.stdin):`,
      '    event = getattr(importlib.import_module(name), name).from_dict(json.loads(line))',
      '    print(json.dumps(event.to_dict()))',
    ]
    expectRoundTrips(output(['python3', '-c', program.join('\n')], payloadLines, { cwd: folder }))
  })

  test.runIf(hasTools('Go'))('in Go', async () => {
    const place = (typeName: string) => `${typeName.toLowerCase()}/event.go`
    const folder = await generated('go', place, (typeName) => ({ package: typeName.toLowerCase() }))
    write(folder, 'go.mod', 'module example\n')
    const imports = entries.map(({ typeName }) => `\t"example/${typeName.toLowerCase()}"`)
    const calls = payloads.map(({ typeName }) => [
      '\tlines.Scan()',
      `\t{\n\t\tevent, err := ${typeName.toLowerCase()}.Unmarshal${typeName}(lines.Bytes())`,
      '\t\tif err != nil {\n\t\t\tpanic(err)\n\t\t}',
      '\t\ttext, _ := event.Marshal()',
      '\t\tfmt.Println(string(text))\n\t}',
    ])
    const program = [
      'package main',
      `import (\n\t"bufio"\n\t"fmt"\n\t"os"\n${imports.join('\n')}\n)`,
      'func main() {',
      '\tlines := bufio.NewScanner(os.Stdin)',
      ...calls.flat(),
      '}',
    ]
    write(folder, 'main.go', program.join('\n'))
    expectRoundTrips(output(['go', 'run', '.'], payloadLines, { cwd: folder, env: { GO111MODULE: 'on' } }))
  })

  test.runIf(hasTools('Java', 'Jackson'))('in Java', async () => {
    const place = (typeName: string, file: string) => `${typeName.toLowerCase()}/${file}`
    const folder = await generated('java', place, (typeName) => ({ package: typeName.toLowerCase() }))
    const calls = payloads.map(({ typeName }) => {
      const converter = `${typeName.toLowerCase()}.Converter`
      return `System.out.println(${converter}.toJsonString(${converter}.fromJsonString(lines.readLine())));`
    })
    const program = `public class Main {
      public static void main(String[] arguments) throws Exception {
        var lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, "UTF-8"));
        System.setOut(new java.io.PrintStream(System.out, true, "UTF-8"));
        ${calls.join('\n')}
      }
    }`
    write(folder, 'Main.java', program)
    const flags = ['-cp', `${jackson}:.`]
    output(['javac', ...flags, '-encoding', 'UTF-8', '-proc:none', 'Main.java'], '', { cwd: folder })
    expectRoundTrips(output(['java', ...flags, 'Main'], payloadLines, { cwd: folder }))
  })

  test.runIf(hasTools('PHP'))('in PHP', async () => {
    const folder = await generated('php', (typeName) => `${typeName}.php`)
    const lines = payloads.map(({ typeName, line }) => {
      const program = `require '${typeName}.php';
        echo json_encode(${typeName}::from(json_decode(stream_get_contents(STDIN)))->to());`
      return output(['php', '-r', program], line, { cwd: folder })
    })
    expectRoundTrips(lines.join('\n'))
  })
})
