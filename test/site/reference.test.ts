import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { posix, resolve } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { createApi } from '../../hub/dist/api/index.js'
import type { Hub } from '../../hub/dist/index.js'
import { publicEntries } from '../../site/pages/public-entries.js'
import { cacheTags } from '../../src/cache/index.js'
import { catalog, familyTypes } from '../../src/generated/catalog.js'
import { webhookEventTypes } from '../../src/index.js'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { compileBlocks } from '../support/compile-blocks.js'

const { folder } = inject('site')
const read = (file: string) => readFileSync(posix.join(folder, file), 'utf8')

describe('the API reference', () => {
  const entries = publicEntries()
  const program = ts.createProgram(
    entries.map(({ declarations }) => resolve(declarations)),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      skipLibCheck: true,
    },
  )
  const checker = program.getTypeChecker()

  /** The names that a module of the built package exports. */
  function exportsOf(declarations: string): string[] {
    const file = program.getSourceFile(resolve(declarations))
    const symbol = file && checker.getSymbolAtLocation(file)
    return symbol ? checker.getExportsOfModule(symbol).map(({ name }) => name) : []
  }

  test.each(entries)('describes each export of $specifier', ({ specifier, declarations }) => {
    const page = read(`reference/${specifier.replaceAll('/', '-')}.md`)
    const described = [...page.matchAll(/^### (?:`abstract` )?(\w+)(?:\(\))?(?:<.*)?$/gim)].map(
      ([, name]) => name,
    )
    const names = exportsOf(declarations)
    // Its import is what matters.
    if (specifier !== 'prompt-webhooks/testing/vitest') expect(names).not.toEqual([])
    expect(names.filter((name) => !described.includes(name))).toEqual([])
    expect(described.filter((name) => !names.includes(name ?? ''))).toEqual([])
  })

  test('lists the modules, each with what it is for', () => {
    const index = read('reference.md')
    for (const { specifier } of entries) {
      expect(index).toMatch(new RegExp(`^\\| \\[\`${specifier}\`\\]\\(\\S+\\) \\| [A-Z].{20,}\\. \\|$`, 'm'))
    }
  })

  test('has no type that nobody can read', () => {
    for (const { specifier } of entries) {
      const page = read(`reference/${specifier.replaceAll('/', '-')}.md`)
      for (const [block] of page.matchAll(/^```ts\n[\s\S]*?^```$/gm)) {
        expect(Math.max(...block.split('\n').map(({ length }) => length)), block).toBeLessThan(250)
      }
      expect(page).not.toContain('__namedParameters')
    }
  })

  test('says what class each error has', () => {
    const page = read('reference/prompt-webhooks-signature.md')
    const [, errors = ''] = page.split('### verifyWebhookEvent()')[1]?.split('#### Throws') ?? []
    expect(errors).toMatch(
      /^\n+- \[SignatureError\]\(\S+\) if .*\n- \[InvalidEventError\]\(\S+\) if .*\n- `TypeError` if /,
    )
  })
})

test('the receiver on the page of an event accepts what the command on it sends', async () => {
  const page = read('events/prompt_template_label_moved.md')
  const [, command = '', path = ''] =
    /^npx prompt-webhooks (.*) --to http:\/\/localhost:3000(.*)$/m.exec(page) ?? []
  const [, secret = ''] = /whose secret is `(.*?)`/.exec(page) ?? []
  const receiver = createReceiver({ secret: secret || 'any other', on: {}, onRefused: null })
  const server = createServer(toNodeHandler(receiver)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const [url, ...options] = `http://127.0.0.1:${port}${path}`.split(' ')
  const args = ['bin/prompt-webhooks.js', ...command.split(' '), '--to', url ?? '', ...options]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  expect(stdout).toContain('delivered')
})

describe('the reference of the commands', () => {
  test.each(['prompt-webhooks', 'hub/prompt-webhooks-hub'])('%s has every option of its help', (command) => {
    const name = posix.basename(command)
    const bin = posix.join(posix.dirname(command), 'bin', `${name}.js`)
    const help = (...args: string[]) =>
      spawnSync(process.execPath, [bin, ...args, '--help'], {
        encoding: 'utf8',
        env: { ...process.env, COLUMNS: '200' },
      }).stdout
    const page = read(`command/${name}.md`)
    const [start = '', ...sections] = page.split(`## ${name} `)
    const [, list = ''] = help().split('Commands:\n')
    const subcommands = [...(list.split('\n\n')[0] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(
      ([, each]) => each ?? '',
    )
    expect(subcommands.length).toBeGreaterThan(2)
    const documented = new Map([
      ['', start],
      ...sections.map((each) => [each.split('\n')[0] ?? '', each] as const),
    ])
    // Commander's own `help` of the hub has no options.
    for (const each of ['', ...subcommands.filter((each) => name === 'prompt-webhooks' || each !== 'help')]) {
      const text = help(...(each ? [each] : []))
      const options = [...text.matchAll(/^ {2}(-.*?)(?: {2,}|$)/gm)].map(([, option = '']) => option)
      expect(options.length, each).toBeGreaterThan(1)
      const section = documented.get(each) ?? ''
      for (const option of options) expect(section, each).toContain(`| \`${option}\` |`)
      for (const [, variable] of text.matchAll(/env: (\w+)/g))
        expect(section, each).toContain(`\`${variable}\``)
      for (const [, code] of text.matchAll(/^ {2}(\d) {2}\S/gm))
        expect(section, each).toContain(`| \`${code}\` |`)
    }
  })
})

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly tags: readonly { readonly name: string }[]
  readonly components: { readonly schemas: object }
}

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters?: readonly { readonly name: string }[]
  readonly responses: object
}

describe("the reference of the hub's API", () => {
  const text = read('http-api/openapi.json')
  const { paths, tags, components }: Document = JSON.parse(text)

  test('comes with the document that the hub serves', async () => {
    expect(JSON.parse(text)).toEqual(await (await createApi({} as Hub).request('/openapi.json')).json())
  })

  test('has every operation with its parameters and statuses', () => {
    const operations = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    )
    expect(operations.length).toBeGreaterThan(20)
    for (const { path, method, operation } of operations) {
      const page = read(`http-api/${operation.tags[0]?.toLowerCase()}.md`)
      const [, section = ''] = `${page}\n## `.split(`\n## ${operation.operationId}\n`)
      const own = section.split(/^## /m)[0] ?? ''
      expect(own, operation.operationId).toContain(`${method.toUpperCase()} /api${path}\n`)
      for (const { name } of operation.parameters ?? []) expect(own).toContain(`| \`${name}\``)
      for (const status of Object.keys(operation.responses))
        expect(own).toMatch(new RegExp(`\\b${status}\\b`))
    }
  })

  test('has every tag and every object', () => {
    for (const { name } of tags) expect(read('http-api.md')).toContain(`[${name}](`)
    const names = Object.keys(components.schemas)
    const events = webhookEventTypes.map((type) => catalog[type].typeName)
    const objects = read('http-api/objects.md')
    for (const name of names.filter((name) => name !== 'WebhookEvent' && !events.includes(name))) {
      expect(objects).toContain(`\n## ${name}\n`)
    }
  })
})

describe('the page of an event', () => {
  test.each(webhookEventTypes)('%s says what the contract says', (type) => {
    const { description, details, example, typeName } = catalog[type]
    const page = read(`events/${type}.md`)
    expect(page).toContain(`# ${type}\n\n${description}`)
    for (const { name, type, strict, required, description } of details) {
      expect(page).toContain(
        `| \`${name}\` | ${type}${required ? '' : ', optional'} | ${strict} | ${description} |`,
      )
    }
    expect(page).toContain(JSON.stringify(example, null, 2))
    expect(page).toContain(`interface ${typeName} {`)
    const [family] =
      Object.entries(familyTypes).find(([, types]) => types.some((each) => each === type)) ?? []
    expect(page).toContain(`Family: \`${family}\``)
    for (const tag of cacheTags(example)) expect(page).toContain(`\`${tag}\``)
    for (const form of ['', '2020-12/']) {
      for (const strength of ['', 'strict/'])
        expect(page).toContain(`/schemas/v1/${form}${strength}${typeName}.json)`)
    }
  })

  test('has examples that compile', () => {
    const blocks = webhookEventTypes.flatMap((type) =>
      [...read(`events/${type}.md`).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block),
    )
    expect(blocks).toHaveLength(webhookEventTypes.length * 3)
    expect(compileBlocks(blocks)).toBe('')
  })
})
