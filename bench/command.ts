import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleave, median } from './interleave.js'

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
await compare(
  `validate ${events.toLocaleString('en')} events, ${(statSync(file).size / 1e6).toFixed(0)} MB of NDJSON`,
  {
    'read lines and JSON.parse': () => node(bareLoop, file),
    validate: () => node(...validate),
    'validate --strict': () => node(...validate, '--strict'),
  },
)
for (const [name, args] of Object.entries({ bare: [bareLoop, file], validate })) {
  console.log(
    `  peak memory of ${name}: ${(Number(node('--import', peakMemory, ...args)) / 1024).toFixed(0)} MiB`,
  )
}
await compare('start-up', {
  'node -e 0': () => node('-e', '0'),
  '--version': () => node('dist/cli.js', '--version'),
  'validate one file': () =>
    node('dist/cli.js', 'validate', 'examples/payloads/prompt_template_created.json'),
})
rmSync(folder, { recursive: true })

/** Prints the seconds of each program, and their ratio to those of the first. */
async function compare(title: string, peers: Record<string, () => void>): Promise<void> {
  const seconds = await interleave(peers, rounds)
  const [yardstick = []] = Object.values(seconds)
  console.log(`${title} (${rounds} rounds, medians)`)
  for (const [name, each] of Object.entries(seconds)) {
    const ratio = median(each.map((value, round) => value / (yardstick[round] ?? Number.NaN)))
    console.log(`  ${name.padEnd(25)} ${median(each).toFixed(3)} s  ${ratio.toFixed(2)} times`)
  }
}
