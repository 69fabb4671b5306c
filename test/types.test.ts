import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { webhookEventTypes } from '../src/index.js'

const config = ts.getParsedCommandLineOfConfigFile(
  'tsconfig.json',
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: String },
)
if (!config) throw new Error('tsconfig.json could not be read')

/** The errors of one file under the project's own configuration, with `source` in place of its content. */
function diagnose(path: string, source: string): string[] {
  const file = resolve(path)
  const host = ts.createCompilerHost(config?.options ?? {})
  const getSourceFile = host.getSourceFile.bind(host)
  host.getSourceFile = (name, languageVersion) =>
    resolve(name) === file
      ? ts.createSourceFile(name, source, languageVersion)
      : getSourceFile(name, languageVersion)
  host.fileExists = (name) => resolve(name) === file || ts.sys.fileExists(name)
  const program = ts.createProgram([file], config?.options ?? {}, host)
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ code, messageText }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

test('canary: the compiler checks the type tests, and a wrong one is an error', () => {
  const typeTests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.test-d.ts'),
  )
  expect(typeTests).not.toEqual([])
  for (const path of typeTests)
    expect(config.fileNames.map((name) => resolve(name))).toContain(resolve('test', path))

  const wrong = "import { expectTypeOf } from 'vitest'\nexpectTypeOf<string>().toEqualTypeOf<number>()"
  expect(diagnose('test/types.test-d.ts', wrong)).toEqual([expect.stringContaining('TS2344')])
})

test.each([
  {
    mistake: 'an unknown event type',
    source: "const type: WebhookEventType = 'prompt_template_renamed'",
    error: /^TS2[38]2. .*is not assignable to type 'WebhookEventType'/,
  },
  {
    mistake: 'details of another event',
    source:
      "const details: WebhookEventDetails<'prompt_template_deleted'> = { prompt_template_id: 1, prompt_template_name: 'a', prompt_template_label: 'b' }",
    error: /^TS2561 .*'prompt_template_label' does not exist/,
  },
  {
    mistake: 'a field before narrowing',
    source: 'declare const event: WebhookEvent; event.details.prompt_template_label',
    error: /^TS(2551|2339) .*'prompt_template_label' does not exist/,
  },
  {
    mistake: 'undefined for a field that may only be absent',
    source:
      'declare const created: PromptTemplateCreated; const event: PromptTemplateCreated = { ...created, user_name: undefined }',
    error: /^TS2375 .*exactOptionalPropertyTypes/,
  },
  {
    mistake: 'a change of an event',
    source: 'declare const event: PromptTemplateCreated; event.user_id = 1',
    error: /^TS2540 .*read-only/,
  },
  {
    mistake: 'a change of the details of an event',
    source: 'declare const event: PromptTemplateCreated; event.details.prompt_template_id = 1',
    error: /^TS2540 .*read-only/,
  },
  {
    mistake: 'a switch that misses an event type',
    source:
      "declare const event: WebhookEvent; switch (event.event_type) { case 'prompt_template_deleted': break; default: event satisfies never }",
    error: /^TS1360 .*does not satisfy the expected type 'never'/,
  },
  {
    mistake: 'a switch over known and unknown events that misses an event type',
    source:
      "declare const event: WebhookEvent | UnknownWebhookEvent; switch (event.event_type) { case 'prompt_template_deleted': break; default: event satisfies UnknownWebhookEvent }",
    error: /^TS1360 .*does not satisfy the expected type 'UnknownWebhookEvent'/,
  },
  {
    mistake: 'a comparison with an event type that is neither known nor a string',
    source:
      "declare const event: WebhookEvent | UnknownWebhookEvent; if (event.event_type === 'prompt_template_renamed') event",
    error: /^TS2367 .*no overlap/,
  },
  {
    mistake: 'an unchecked field of an unknown event',
    source: 'declare const event: UnknownWebhookEvent; const name: string = event.details.name',
    error: /^TS2322 Type 'unknown' is not assignable to type 'string'/,
  },
])('$mistake does not compile', ({ source, error }) => {
  expect(diagnoseTypes(source)).toEqual([expect.stringMatching(error)])
})

const cases = webhookEventTypes.map((type) => `case '${type}':`).join(' ')

test.each([
  ['WebhookEvent', 'never'],
  ['WebhookEvent | UnknownWebhookEvent', 'UnknownWebhookEvent'],
])('a switch over every event type of %s leaves %s', (event, rest) => {
  const source = `declare const event: ${event}; switch (event.event_type) { ${cases} break; default: event satisfies ${rest} }`
  expect(diagnoseTypes(source)).toEqual([])
})

/** The errors of code that uses the types of the package. */
function diagnoseTypes(source: string): string[] {
  const types =
    'PromptTemplateCreated, UnknownWebhookEvent, WebhookEvent, WebhookEventDetails, WebhookEventType'
  const text = `import type { ${types} } from '../src/index.js'\n${source}\nexport {}`
  const unused = /^TS619[26]|^TS6133/
  return diagnose('test/must-fail.ts', text).filter((each) => !unused.test(each))
}

test.each(['src/index.ts', 'src/zod.ts'])(
  'every export of %s, and every member of it, has a docstring',
  (entry) => {
    const program = ts.createProgram([entry], config.options)
    const checker = program.getTypeChecker()
    const source = program.getSourceFile(entry)
    const module = source && checker.getSymbolAtLocation(source)
    const exported = module ? checker.getExportsOfModule(module) : []
    const isOurs = ({ declarations = [] }: ts.Symbol) =>
      declarations.some((each) => each.getSourceFile().fileName.includes('/src/'))
    const members = (symbol: ts.Symbol) => {
      const type = checker.getDeclaredTypeOfSymbol(symbol)
      return type.isUnion() ? [] : checker.getPropertiesOfType(type).filter(isOurs)
    }
    const documented = exported
      .map((each) => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each))
      .flatMap((symbol) => [symbol, ...members(symbol)])
    expect(documented.length).toBeGreaterThan(2 * webhookEventTypes.length)
    const lacking = documented.filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
    expect(lacking.map((symbol) => checker.getFullyQualifiedName(symbol))).toEqual([])
  },
)
