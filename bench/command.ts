import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleave, median } from './interleave.js'
import { report, spread, table } from './performance-page.js'

// Measures whole processes, because that is what a person waits for.
const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
const file = join(folder, 'events.ndjson')
const bareLoop = join(folder, 'bare-loop.mjs')
const events = 1_000_000
const payloads = readdirSync('examples/payloads').map((name) =>
  readFileSync(`examples/payloads/${name}`, 'utf8'),
)
writeFileSync(
  file,
  Array.from({ length: events }, (_, index) => `${payloads[index % payloads.length]}\n`).join(''),
)
writeFileSync(
  bareLoop,
  `import { createReadStream } from 'node:fs'
  import { createInterface } from 'node:readline'
  let events = 0
  for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) if (JSON.parse(line)) events++
  console.log(events)`,
)

/** Runs Node, and returns what it prints on standard error. */
function node(...args: string[]): string {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args} ended with ${status}: ${stderr}`)
  return stderr
}

const peakMemory = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))'
const validate = ['dist/cli.js', 'validate', file]

const rounds = 7
const megabytes = (statSync(file).size / 1e6).toFixed(0)
const lines = [
  `${events.toLocaleString('en')} events, ${megabytes} MB of NDJSON, ${rounds} rounds:`,
  '',
  ...(await compare({
    'read lines and `JSON.parse`': () => node(bareLoop, file),
    '`validate`': () => node(...validate),
    '`validate --strict`': () => node(...validate, '--strict'),
  })),
  '',
  `Peak memory: ${peakOf(bareLoop, file)} of the bare loop, ${peakOf(...validate)} of \`validate\`.`,
  '',
  ...(await compare({
    '`node -e 0`': () => node('-e', '0'),
    '`--version`': () => node('dist/cli.js', '--version'),
    '`validate` one file': () =>
      node('dist/cli.js', 'validate', 'examples/payloads/prompt_template_created.json'),
  })),
]
rmSync(folder, { recursive: true })
report('command', lines)

function peakOf(...args: string[]): string {
  return `${(Number(node('--import', peakMemory, ...args)) / 1024).toFixed(0)} MiB`
}

/** Returns a table of the seconds of each program, and their ratio to those of the first. */
async function compare(peers: Record<string, () => void>): Promise<string[]> {
  const seconds = await interleave(peers, rounds)
  const [yardstick = []] = Object.values(seconds)
  return table(
    ['', 'ratio', 'time'],
    Object.entries(seconds).map(([name, each]) => [
      name,
      spread(each.map((value, round) => value / (yardstick[round] ?? Number.NaN))),
      `${median(each).toFixed(3)} s`,
    ]),
  )
}
