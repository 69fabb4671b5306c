import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CSharpGenerator,
  GO_COMMON_PRESET,
  type GoCommonPresetOptions,
  GoFileGenerator,
  JAVA_JACKSON_PRESET,
  JavaFileGenerator,
  PythonFileGenerator,
} from '@asyncapi/modelina'
import { describe, expect, test } from 'vitest'
import { type CatalogEntry, catalog } from '../../src/generated/catalog.js'
import { jackson, output } from '../support/programs.js'
import { write } from '../support/quicktype.js'
import { expectRoundTrips, payloadLines, payloads } from '../support/round-trips.js'
import { hasTools } from '../support/tools.js'

const entries: readonly CatalogEntry[] = Object.values(catalog)
const published = (file: string): unknown => JSON.parse(readFileSync(`schemas/v1/${file}.json`, 'utf8'))

const goOptions: GoCommonPresetOptions = { addJsonTag: true }
const go = new GoFileGenerator({ presets: [{ preset: GO_COMMON_PRESET, options: goOptions }] })
// From AsyncAPI, Jackson would guess an event by its fields, and several events have the same.
const { union: _, ...jacksonPreset } = JAVA_JACKSON_PRESET
// Without a mapping, integers have 32 bits in Java and C#.
const java = new JavaFileGenerator({
  presets: [jacksonPreset],
  typeMapping: { Integer: () => 'Long' },
})
const csharp = new CSharpGenerator({ typeMapping: { Integer: () => 'long' } })
const python = new PythonFileGenerator()

/** One input for Modelina: the package that it fills, and the events in it. */
interface Input {
  readonly packageName: string
  readonly document: unknown
}

/** What a user feeds to Modelina: the file of each event, or the AsyncAPI document. */
const sources = [
  {
    source: 'the files of the events',
    inputs: entries.map(({ typeName }) => ({
      packageName: typeName.toLowerCase(),
      document: published(typeName),
    })),
    packageOf: (typeName: string) => typeName.toLowerCase(),
  },
  {
    source: 'AsyncAPI',
    inputs: [{ packageName: 'events', document: published('asyncapi') }],
    packageOf: () => 'events',
  },
]

async function generated(
  generator: typeof go | typeof java | typeof python,
  inputs: readonly Input[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  for (const { packageName, document } of inputs) {
    await generator.generateToFiles(document, join(folder, packageName), { packageName }, true)
  }
  return folder
}

// A compiler takes long on a busy machine.
const options = { timeout: 300_000 }
describe.each(sources)(
  'from $source, reads the payloads and writes them back',
  options,
  ({ inputs, packageOf }) => {
    test.runIf(hasTools('Go'))('in Go', async () => {
      const folder = await generated(go, inputs)
      write(folder, 'go.mod', 'module example\n\ngo 1.18\n')
      const calls = payloads.map(
        ({ typeName }) => `\tlines.Scan()\n\troundTrip(lines.Bytes(), &${packageOf(typeName)}.${typeName}{})`,
      )
      const program = [
        'package main',
        `import (\n\t"bufio"\n\t"encoding/json"\n\t"fmt"\n\t"os"`,
        ...inputs.map(({ packageName }) => `\t"example/${packageName}"`),
        ')',
        'func roundTrip(line []byte, event any) {',
        '\tif err := json.Unmarshal(line, event); err != nil {\n\t\tpanic(err)\n\t}',
        '\ttext, err := json.Marshal(event)',
        '\tif err != nil {\n\t\tpanic(err)\n\t}',
        '\tfmt.Println(string(text))\n}',
        'func main() {',
        '\tlines := bufio.NewScanner(os.Stdin)',
        ...calls,
        '}',
      ]
      write(folder, 'main.go', program.join('\n'))
      expectRoundTrips(output(['go', 'run', '.'], payloadLines, { cwd: folder, env: { GO111MODULE: 'on' } }))
    })

    test.runIf(hasTools('Java', 'Jackson'))('in Java', async () => {
      const folder = await generated(java, inputs)
      const calls = payloads.map(
        ({ typeName }) =>
          `System.out.println(mapper.writeValueAsString(mapper.readValue(lines.readLine(), ${packageOf(typeName)}.${typeName}.class)));`,
      )
      const program = `public class Main {
      public static void main(String[] arguments) throws Exception {
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
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

    test.runIf(hasTools('python3'))('in Python', async () => {
      const folder = await generated(python, inputs)
      const types = payloads.map(({ typeName }) => [packageOf(typeName), typeName])
      const program = [
        'import enum, importlib, json, sys',
        // Modelina's own writer keeps the underscores of its private members.
        'def members(value):',
        '    if isinstance(value, enum.Enum): return value.value',
        '    return {key[1:]: member for key, member in vars(value).items()}',
        `for (package, name), line in zip(${JSON.stringify(types)}, sys.stdin):`,
        '    payload = json.loads(line)',
        '    module = importlib.import_module(package + "." + payload["event_type"])',
        '    print(json.dumps(getattr(module, name)(payload), default=members))',
      ]
      expectRoundTrips(output(['python3', '-c', program.join('\n')], payloadLines, { cwd: folder }))
    })
  },
)

// Debian has no compiler for C#. Java also reads into `Object`.
describe.each(sources)('from $source, every field has a type', ({ inputs }) => {
  test.each([
    ['Java', java, 'private Long userId;', 'private String userName;'],
    ['C#', csharp, 'private long userId;', 'private string? userName;'],
  ])('in %s', async (_, generator, ...fields) => {
    for (const { document } of inputs) {
      const models = await generator.generate(document)
      const source = models.map(({ result }) => result).join('\n')
      for (const field of fields) expect(source).toContain(field)
      expect(source).not.toMatch(/private (dynamic|Object)\b/)
    }
  })
})
