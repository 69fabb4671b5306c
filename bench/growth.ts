// How the cost of the validators grows with the number of events: the first of the contract, all of it, and
// synthetic ones beside it, each with fields of its own.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { documents } from '../src/codegen/documents.js'
import type { JsonSchema } from '../src/codegen/json-schema.js'
import { compileValidators } from '../src/codegen/validator-compiler.js'
import { events } from '../src/contract/catalog.js'
import { interleave, median } from './interleave.js'
import { report, spread, table } from './performance-page.js'

interface Member {
  readonly title: string
  readonly schema: JsonSchema
  readonly example: Record<string, unknown>
}

const { bundle, envelope } = documents.tolerant
const known = Object.entries(bundle.definitions ?? {}).map(
  ([title, schema], index): Member => ({
    title,
    schema,
    example: { ...events[index]?.example },
  }),
)

/** A copy of an event under another type, with other names for the fields of its details. */
function synthetic(member: Member, index: number): Member {
  const word = (name: string) => `${name}_${(index * 7919).toString(36)}`
  const { event_type, details = {}, ...others } = member.schema.properties ?? {}
  const renamed = <Value>(fields: Record<string, Value>) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [word(name), value]))
  const type = word(String(member.example.event_type))
  return {
    title: word(member.title),
    schema: {
      ...member.schema,
      properties: {
        event_type: { ...event_type, enum: [type] },
        details: {
          ...details,
          properties: renamed(details.properties ?? {}),
          required: (details.required ?? []).map(word),
        },
        ...others,
      },
    },
    example: {
      ...member.example,
      event_type: type,
      details: renamed({ ...(member.example.details as object) }),
    },
  }
}

function membersOf(count: number): Member[] {
  return Array.from({ length: count }, (_, index) => {
    const member = known[index % known.length] as Member
    return index < known.length ? member : synthetic(member, index)
  })
}

const folder = mkdtempSync(join(tmpdir(), 'growth-'))

async function bundled(source: string, name: string): Promise<{ bytes: number; path: string }> {
  const path = join(folder, `${name}.mjs`)
  const { outputFiles } = await build({
    stdin: { contents: source, loader: 'ts', resolveDir: resolve('src/generated') },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outfile: path,
    write: false,
  })
  const [file] = outputFiles
  if (!file) throw new Error(`${name}: no bundle`)
  writeFileSync(path, file.contents)
  return { bytes: gzipSync(file.contents, { level: 9 }).byteLength, path }
}

const peers: Record<string, () => void> = {}
const rows: { count: number; guard: number; both: number }[] = []
const callsPerRound = 20_000
let accepted = 0
for (const count of [7, 21, 100, 500]) {
  const members = membersOf(count)
  const validators = compileValidators([
    {
      schema: {
        ...bundle,
        oneOf: members.map(({ title }) => ({ $ref: `#/definitions/${title}` })),
        definitions: Object.fromEntries(members.map(({ title, schema }) => [title, schema])),
      },
      name: 'WebhookEvent',
      guards: 'object',
      comment: [],
      union: {
        memberName: (name) => name,
        rest: { schema: envelope, name: 'WebhookEnvelope', guards: 'object', comment: [] },
      },
    },
  ])
  const imports = `import { explainScalar } from '../issue/explain-scalar.js'
import { type EventIssue, maxIssues, report, reportUnknownKeys, reportValue } from '../issue/issue.js'
`
  const guard = await bundled(
    imports + validators.replaceAll(/^export function explain/gm, 'function explain'),
    `guard-${count}`,
  )
  const both = await bundled(imports + validators, `both-${count}`)
  rows.push({ count, guard: guard.bytes, both: both.bytes })
  const { isWebhookEvent } = await import(pathToFileURL(guard.path).href)
  // Types from the whole range, as many of each count, so that only the number of cases differs.
  const texts = Array.from(
    { length: 7 },
    (_, index) => members[Math.floor((index * count) / 7)]?.example,
  ).map((example) => JSON.stringify(example))
  const values = texts.map((text) => JSON.parse(text))
  if (!values.every((value) => isWebhookEvent(value))) throw new Error('An example is not valid')
  peers[`guard ${count}`] = () => {
    for (let call = 0; call < callsPerRound; call++) if (isWebhookEvent(values[call % 7])) accepted++
  }
  peers[`parse ${count}`] = () => {
    for (let call = 0; call < callsPerRound; call++) if (JSON.parse(texts[call % 7] ?? '')) accepted++
  }
}

const seconds = await interleave(peers, 40)
const cells = rows.map(({ count, guard, both }) => {
  const guardSeconds = seconds[`guard ${count}`] ?? []
  const parseSeconds = seconds[`parse ${count}`] ?? []
  return [
    String(count),
    `${guard.toLocaleString('en')} B`,
    `${both.toLocaleString('en')} B`,
    `${((median(guardSeconds) / callsPerRound) * 1e9).toFixed(0)} ns`,
    spread(guardSeconds.map((each, round) => each / (parseSeconds[round] ?? Number.NaN))),
  ]
})
if (accepted === 0) throw new Error('Nothing was measured')
report(
  'growth',
  table(['events', 'guard, gzipped', 'with explanations', 'valid event', 'of `JSON.parse`'], cells),
)
