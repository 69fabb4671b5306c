import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { applyEdits, modify } from 'jsonc-parser'
import { describe, expect, test } from 'vitest'
import { getLanguageService, TextDocument } from 'vscode-json-languageservice'
import { catalog } from '../../src/generated/catalog.js'
import { createFolder, run } from './command.js'
import { receive, send } from './send/receiver.js'
import { check } from './validate/check.js'

const { example } = catalog.prompt_template_label_moved
const $schema = './node_modules/prompt-webhooks/schemas/v1/WebhookEvent.json'
const withSchema = JSON.stringify({ $schema, ...example }, null, 2)

describe('validate', () => {
  test.each([
    ['one event', withSchema],
    ['a `$schema` at the end', JSON.stringify({ ...example, $schema })],
    ['an array', JSON.stringify([{ $schema, ...example }, example])],
    ['NDJSON', `${JSON.stringify({ $schema, ...example })}\n${JSON.stringify(example)}`],
  ])('%s with a `$schema` is valid in both strengths', (_, text) => {
    expect(check(text)).toMatchObject({ status: 0, problems: [] })
    expect(check(text, '--strict')).toMatchObject({ status: 0, problems: [] })
  })

  test.each<[string, object, string[]]>([
    ['that is a number', { ...example, $schema: 1 }, ['["$schema"]: not a field of this event, remove it']],
    [
      'in details',
      { ...example, details: { ...example.details, $schema } },
      ['details["$schema"]: not a field of this event, remove it'],
    ],
    [
      'beside another unknown field',
      { $schema, ...example, a: 1 },
      ['a: not a field of this event, remove it'],
    ],
    ['alone', { $schema }, [expect.stringMatching(/^event_type: missing/)] as string[]],
  ])('--strict refuses one %s', (_, value, messages) => {
    const { status, messages: found } = check(JSON.stringify(value), '--strict')
    expect(status).toBe(1)
    expect(found.slice(0, messages.length)).toEqual(messages)
  })
})

describe('send --file', async () => {
  const { url, events, bodies } = await receive()
  const { write } = createFolder()
  const file = write('event.json', withSchema)

  test('the signed body has no `$schema`', async () => {
    expect(await send(['--file', file, '--to', url])).toMatchObject({ status: 0 })
    expect(events.at(-1)).toEqual(example)
    expect(bodies.at(-1)).not.toContain('$schema')
    expect(await send(['--file', file, '--to', url, '--set', 'user_id=9'])).toMatchObject({ status: 0 })
    expect(events.at(-1)).toEqual({ ...example, user_id: 9 })
  })

  test('no other unknown field is sent', () => {
    const other = write('other.json', JSON.stringify({ ...example, $schema, extra: 1 }))
    const { status, stderr } = run(['send', '--file', other, '--to', url])
    expect(status).toBe(2)
    expect(stderr).toContain('extra: not a field of this event, remove it')
    expect(stderr).not.toContain('$schema')
  })
})

describe('the editor of docs/command.md', () => {
  const page = readFileSync('docs/command.md', 'utf8')
  const section = page.slice(page.indexOf('### Payload files in an editor')).split('\n## ')[0] ?? ''
  const [settings = '', file = ''] = section
    .split('```json\n')
    .slice(1)
    .map((block) => block.split('```')[0] ?? '')

  /** What VS Code makes of a path in the workspace: a file of this package. */
  const inPackage = (path: string) => {
    const [prefix, rest = ''] = path.split('node_modules/prompt-webhooks/')
    expect(prefix).toBe('./')
    expect(existsSync(rest)).toBe(true)
    return pathToFileURL(resolve(rest)).href
  }

  async function problemsIn(text: string, path: string): Promise<string[]> {
    const service = getLanguageService({
      schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
      workspaceContext: { resolveRelativePath: (path) => inPackage(path) },
    })
    const schemas: { fileMatch: string[]; url: string }[] = JSON.parse(settings)['json.schemas']
    service.configure({ schemas: schemas.map(({ fileMatch, url }) => ({ fileMatch, uri: inPackage(url) })) })
    const document = TextDocument.create(`file:///workspace/${path}`, 'json', 1, text)
    const problems = await service.doValidation(document, service.parseJSONDocument(document))
    return problems.map(({ message }) => String(message))
  }

  test('checks the files that the settings name', async () => {
    expect(await problemsIn(JSON.stringify(example), 'events/deep/moved.json')).toEqual([])
    expect(await problemsIn(JSON.stringify({ ...example, extra: 1 }), 'events/moved.json')).toEqual([
      'Property extra is not allowed.',
    ])
    expect(await problemsIn(JSON.stringify({ ...example, extra: 1 }), 'package.json')).toEqual([])
  })

  test('checks a file with a `$schema`, which the command accepts', async () => {
    expect(await problemsIn(file, 'moved.json')).toEqual([])
    const wrong = applyEdits(file, modify(file, ['user_id'], '1', {}))
    expect(await problemsIn(wrong, 'moved.json')).toEqual(['Incorrect type. Expected "integer".'])
    expect(check(file, '--strict')).toMatchObject({ status: 0, tally: { events: 1, valid: 1 } })
  })
})
