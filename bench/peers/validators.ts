// Compares the validators of the contract with the same contract in other libraries: `npm run bench:peers`.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { interleave, lowerQuartile, median } from '../interleave.js'
import { report, spread, table } from '../performance-page.js'
import { type Contender, contenders } from './contenders.js'
import { modulesFolder, writeModules } from './write-modules.js'

interface Sample {
  readonly results: Record<string, { readonly nanoseconds: number; readonly ratio: number }>
  readonly bytes: { readonly guard: number; readonly issues: number }
}

const here = fileURLToPath(new URL('.', import.meta.url))
const rounds = Number(process.env.ROUNDS ?? 5)

await writeModules()
const titles = new Map(contenders.map((contender) => [contender, titleOf(contender)]))
const conformance = await conformanceOfAll()

// One process per contender in turn, so that none keeps another's optimised code, and all run under the same
// load.
const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const { name } of contenders) {
    const { stdout } = node(
      '--expose-gc',
      '--max-semi-space-size=128',
      '--import',
      'tsx',
      `${here}sample.ts`,
      name,
    )
    samples.get(name)?.push(JSON.parse(stdout))
  }
}

const columns = {
  'valid, guard': (sample: Sample) => sample.results['valid, guard'],
  'invalid, guard': (sample: Sample) => sample.results['invalid, guard'],
  'valid, with issues': (sample: Sample) => sample.results['valid, issues'],
  'invalid, with issues': (sample: Sample) => sample.results['invalid, issues'],
}
const cell = (name: string, pick: (sample: Sample) => { nanoseconds: number; ratio: number } | undefined) => {
  const picked = (samples.get(name) ?? []).flatMap((sample) => pick(sample) ?? [])
  if (picked.length === 0) return '–'
  const nanoseconds = median(picked.map((each) => each.nanoseconds))
  return `${spread(picked.map(({ ratio }) => ratio))} · ${Math.round(nanoseconds).toLocaleString('en')} ns`
}
report('validators', [
  ...table(
    ['', 'right verdicts', ...Object.keys(columns)],
    contenders.map((contender) => [
      titles.get(contender) ?? '',
      conformance.get(contender) ?? '',
      ...Object.values(columns).map((pick) => cell(contender.name, pick)),
    ]),
  ),
  '',
  `\`readWebhookEvent\` of an invalid event, if only \`kind\` is read: ${cell('prompt-webhooks', (sample) => sample.results['invalid, kind'])}.`,
])

const bundles = new Map<Contender, number>()
for (const contender of contenders) bundles.set(contender, await bundle(contender))
const coldStarts = await coldStartsOfAll()
const types = contenders.map(checkTypes)
report('cost', [
  ...table(
    [
      '',
      'bytes per valid event',
      'bytes per invalid event',
      'bundle',
      'cold start',
      'bundled',
      'code from text',
      'instantiations',
      'check time',
    ],
    contenders.map((contender, index) => [
      titles.get(contender) ?? '',
      bytes(contender, 'guard'),
      bytes(contender, 'issues'),
      `${((bundles.get(contender) ?? Number.NaN) / 1000).toFixed(1)} kB`,
      `${coldStarts[`${contender.name}, installed`]} ms`,
      `${coldStarts[`${contender.name}, bundled`]} ms`,
      codeFromText(contender),
      types[index]?.instantiations ?? '–',
      types[index]?.checkTime ?? '–',
    ]),
  ),
])

function titleOf({ title, library }: Contender): string {
  if (!library) return title
  const { version } = JSON.parse(readFileSync(`${here}node_modules/${library}/package.json`, 'utf8'))
  return `${title} (${version})`
}

/** Runs Node, and returns what it prints. */
function node(...args: string[]): { stdout: string; status: number | null } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
  return { status, stdout }
}

async function conformanceOfAll(): Promise<Map<Contender, string>> {
  const cases: { data: unknown; valid: boolean }[] = JSON.parse(
    readFileSync('test/corpus/WebhookEvent.json', 'utf8'),
  )
  const counts = new Map<Contender, string>()
  for (const contender of contenders) {
    const { guard, issues } = await import(pathToFileURL(`${modulesFolder}${contender.name}.mjs`).href)
    const right = cases.filter(
      ({ data, valid }) => guard(data) === valid && (issues(data) === undefined) === valid,
    )
    counts.set(contender, `${right.length}/${cases.length}`)
  }
  return counts
}

function bytes({ name }: Contender, what: keyof Sample['bytes']): string {
  return Math.round(median((samples.get(name) ?? []).map((sample) => sample.bytes[what]))).toLocaleString(
    'en',
  )
}

/** Bundles the guard of a contender with its library, and returns the bytes, minified and gzipped. */
async function bundle({ name }: Contender): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { guard } from './modules/${name}.mjs'`, resolveDir: here },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: name === 'ajv-standalone' ? 'node' : 'neutral',
    mainFields: ['module', 'main'],
    write: false,
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (!file) throw new Error(`${name}: no bundle`)
  writeFileSync(`${modulesFolder}${name}-bundled.mjs`, file.contents)
  return gzipSync(file.contents, { level: 9 }).byteLength
}

/** The milliseconds that loading a contender and its first check add to an empty process. */
async function coldStartsOfAll(): Promise<Record<string, string>> {
  const cold = (module: string) => () => void node(`${here}cold.mjs`, module)
  const peers: Record<string, () => void> = { empty: () => void node(`${here}cold.mjs`) }
  for (const { name } of contenders) {
    peers[`${name}, installed`] = cold(`${modulesFolder}${name}.mjs`)
    peers[`${name}, bundled`] = cold(`${modulesFolder}${name}-bundled.mjs`)
  }
  const seconds = await interleave(peers, process.env.ROUNDS ? 3 : 25)
  return Object.fromEntries(
    Object.entries(seconds).map(([name, each]) => [
      name,
      (Math.max(lowerQuartile(each) - lowerQuartile(seconds.empty ?? []), 0) * 1000).toFixed(1),
    ]),
  )
}

/** Whether a contender makes functions from text, which a Content Security Policy or a runtime may forbid. */
function codeFromText({ name }: Contender): string {
  const module = `${modulesFolder}${name}.mjs`
  const made = Number(node('--import', `${here}code-from-text.mjs`, `${here}cold.mjs`, module).stdout)
  if (made === 0) return 'no'
  const { status } = spawnSync(process.execPath, [
    '--disallow-code-generation-from-strings',
    `${here}cold.mjs`,
    module,
  ])
  return status === 0 ? 'yes, or slower' : 'needed'
}

/** What the compiler does for a program that narrows an event by its type. */
function checkTypes({
  name,
  hasTypes,
}: Contender): { instantiations: string; checkTime: string } | undefined {
  if (!hasTypes) return undefined
  const program = `${modulesFolder}${name}-program.ts`
  writeFileSync(
    program,
    `import { guard } from './${name}.js'
declare const value: unknown
if (guard(value) && value.event_type === 'prompt_template_deleted') console.log(value.details.prompt_template_name)
`,
  )
  const runs = Array.from({ length: 3 }, () => {
    const options = ['--noEmit', '--extendedDiagnostics', '--strict', '--skipLibCheck', '--target', 'es2022']
    const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--types', 'node']
    const { stdout } = node(`${here}node_modules/typescript/bin/tsc`, ...options, ...modules, program)
    const figure = (label: string) => Number(new RegExp(`${label}:\\s+([\\d.]+)`).exec(stdout)?.[1])
    return { instantiations: figure('Instantiations'), seconds: figure('Check time') }
  })
  return {
    instantiations: median(runs.map(({ instantiations }) => instantiations)).toLocaleString('en'),
    checkTime: `${Math.round(median(runs.map(({ seconds }) => seconds)) * 1000)} ms`,
  }
}
