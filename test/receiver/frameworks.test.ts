import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterEach, expect, test } from 'vitest'
import { checkReceiver } from '../../src/testing/index.js'
import { freePort } from '../support/free-port.js'
import { bun, deno, workerd } from '../support/javascript-runtimes.js'
import { output } from '../support/programs.js'
import { created, invalid, moved, secret, signedHeaders, unknown } from './signed-request.js'

/** The samples of the page, by the heading that they stand under. */
const samples: Readonly<Record<string, string>> = Object.fromEntries(
  readFileSync('docs/frameworks.md', 'utf8')
    .split(/^#+ /m)
    .flatMap((section) => {
      const [, sample] = section.split('```ts\n')
      return sample === undefined ? [] : [[section.split('\n')[0], sample.split('```')[0]]]
    }),
)

const receiver = 'Frameworks'
const sampleOf = (heading: string): string => {
  const sample = samples[heading]
  if (sample === undefined) throw new Error(`docs/frameworks.md has no sample under ${heading}`)
  return sample
}

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const environment: NodeJS.ProcessEnv = {
  ...process.env,
  WEBHOOK_SECRET: secret,
  NEXT_TELEMETRY_DISABLED: '1',
  NODE_ENV: undefined,
}

const decorators = { experimentalDecorators: true }

/** Writes files into a folder inside the repository, where the packages are found, until the test ends. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync('.frameworks-')
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  const all = {
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify({ compilerOptions: decorators }),
    'webhooks.ts': sampleOf(receiver),
    ...files,
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Returns what to run, and in which folder, to serve on this port of the loopback interface. */
type Program = (
  port: number,
) => Promise<{ readonly command: readonly [string, ...string[]]; readonly cwd: string }>

/** The sample, on another port and not open to the network. */
const onPort = (port: number, sample: string) =>
  sample
    .replace('listen(3000)', `listen(${port}, '127.0.0.1')`)
    .replace('port: 3000', `port: ${port}, hostname: '127.0.0.1'`)

const node =
  (heading: string, { change = (sample: string) => sample, server = '' } = {}): Program =>
  async (port) => ({
    command: [process.execPath, '--import', 'tsx', server ? 'server.ts' : 'sample.ts'],
    cwd: project({
      'sample.ts': onPort(port, change(sampleOf(heading))),
      'server.ts': onPort(port, server),
    }),
  })

/** Stands in for API Gateway. */
const apiGateway = `
  import { createServer } from 'node:http'
  import { handler } from './sample.ts'
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('base64')
    const requestContext = { http: { method: request.method } }
    const answer = await handler({ headers: request.headers, body, isBase64Encoded: true, requestContext })
    response.writeHead(answer.statusCode, answer.headers).end(answer.body)
  })
  server.listen(3000)`

const functionsFramework = `
  import './sample.ts'
  import { getTestServer } from '@google-cloud/functions-framework/testing'
  getTestServer('webhooks').listen(3000)`

/** Builds without the secret, as a build server does, and starts what was built. */
const onNext: Program = async (port) => {
  const next = `${process.cwd()}/node_modules/next/dist/bin/next`
  const cwd = project({
    'app/webhooks/route.ts': sampleOf('Next'),
    // Another test checks the types.
    'next.config.mjs': 'export default { typescript: { ignoreBuildErrors: true } }',
  })
  const { WEBHOOK_SECRET: _, ...env } = environment
  execFileSync(process.execPath, [next, 'build'], { cwd, env, stdio: 'pipe' })
  return {
    command: [process.execPath, next, 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
    cwd,
  }
}

const onWorkers =
  (bindings: Readonly<Record<string, string>>): Program =>
  async (port) => {
    const texts = Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = "${text}")`)
    const folder = project({
      'worker.ts': sampleOf('Workers'),
      'config.capnp': `
      using Workerd = import "/workerd/workerd.capnp";
      const config :Workerd.Config = (
        services = [(name = "main", worker = (
          modules = [(name = "worker.js", esModule = embed "worker.js")],
          bindings = [${texts}],
          compatibilityDate = "2026-11-01",
        ))],
        sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
      );`,
    })
    await build({
      entryPoints: [`${folder}/worker.ts`],
      outfile: `${folder}/worker.js`,
      bundle: true,
      format: 'esm',
      logLevel: 'error',
      external: ['cloudflare:*'],
    })
    return { command: [workerd, 'serve', 'config.capnp'], cwd: folder }
  }

/** A project of Deno in which the package is installed. */
function denoProject(sample: string): string {
  const folder = project({
    'sample.ts': sample,
    'package.json': JSON.stringify({ dependencies: { 'prompt-webhooks': '*' } }),
  })
  for (const path of ['dist', 'package.json'])
    cpSync(path, `${folder}/node_modules/prompt-webhooks/${path}`, { recursive: true })
  return folder
}

const installed = ['--no-lock', '--node-modules-dir=manual']

const onDeno: Program = async (port) => ({
  command: [deno, 'run', ...installed, '--allow-env', '--allow-net', 'sample.ts'],
  cwd: denoProject(onPort(port, sampleOf('Deno'))),
})

const onBun: Program = async (port) => ({
  command: [bun, 'run', '--no-install', 'sample.ts'],
  cwd: project({ 'sample.ts': onPort(port, sampleOf('Bun')) }),
})

const express4 = (sample: string) => sample.replace("'express'", "'express-4'")

const programs: readonly (readonly [heading: string, as: string, Program])[] = [
  ['node:http', '', node('node:http')],
  ['Express', ' 5', node('Express')],
  ['Express', ' 4', node('Express', { change: express4 })],
  ['Fastify', '', node('Fastify')],
  ['Hono', '', node('Hono')],
  ['Koa', '', node('Koa')],
  ['NestJS', '', node('NestJS')],
  ['In a controller', ' of NestJS', node('In a controller')],
  ['Next', '', onNext],
  ['AWS Lambda', '', node('AWS Lambda', { server: apiGateway })],
  ['Cloud Functions', '', node('Cloud Functions', { server: functionsFramework })],
  ['Workers', '', onWorkers({ WEBHOOK_SECRET: secret })],
  ['Bun', '', onBun],
  ['Deno', '', onDeno],
]

/** Runs a server until the test ends, and returns its address and output. */
async function start(program: Program) {
  const port = await freePort()
  const { command, cwd } = await program(port)
  const [name, ...args] = command
  const server: ChildProcess = spawn(name, args, { cwd, env: environment, detached: true })
  const printed = { text: '' }
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (chunk) => {
      printed.text += chunk
    })
  }
  cleanUps.push(async () => {
    // Kills the process group, because Next starts more processes.
    if (server.pid && server.exitCode === null) process.kill(-server.pid, 'SIGKILL')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  })
  const url = `http://127.0.0.1:${port}/webhooks`
  for (;;) {
    if (server.exitCode !== null) throw new Error(printed.text)
    if (await fetch(url, { method: 'POST' }).catch(() => undefined)) return { url, printed }
    await setTimeout(50)
  }
}

test.each(programs)(
  'the sample under %s%s receives',
  async (heading, _as, program) => {
    const { url, printed } = await start(program)
    const post = async (body: string, headers: Record<string, string>) => {
      const response = await fetch(url, { method: 'POST', body, headers })
      return [response.status, response.headers.get('content-type')?.split(';')[0] ?? null]
    }
    const problem = 'application/problem+json'
    expect(await post(moved, signedHeaders(moved))).toEqual([204, null])
    await expect.poll(() => printed.text).toContain('moved: prod')
    const other = moved.replace('Hello', 'José 😀').replace('prod', 'staging')
    expect(await post(other, signedHeaders(other))).toEqual([204, null])
    await expect.poll(() => printed.text).toContain('moved: staging')
    for (const body of [created, unknown]) expect(await post(body, signedHeaders(body))).toEqual([204, null])
    expect(await post(moved, signedHeaders(created))).toEqual([401, problem])
    expect(await post(invalid, signedHeaders(invalid))).toEqual([422, problem])
    expect(await post(moved, { ...signedHeaders(moved), 'content-type': 'text/plain' })).toEqual([
      415,
      problem,
    ])
    const large = moved.padEnd(2 ** 20 + 1)
    // Nest refuses it itself, before the controller.
    const own = heading === 'In a controller' ? 'application/json' : problem
    expect(await post(large, signedHeaders(large))).toEqual([413, own])
    // Next answers other methods itself.
    expect((await fetch(url, { method: 'PUT', body: moved, headers: signedHeaders(moved) })).status).toBe(405)
    expect(await checkReceiver(url, { secret })).toMatchObject({ failures: [], warnings: [] })
  },
  240_000,
)

test('the sample under Workers answers 500 as long as it has no secret', async () => {
  const { url, printed } = await start(onWorkers({}))
  expect((await fetch(url, { method: 'POST', body: moved, headers: signedHeaders(moved) })).status).toBe(500)
  await expect.poll(() => printed.text).toContain('secret: expected a string, got undefined')
})

/** Moves a line to the start of the app. */
const first = (line: string) => (sample: string) =>
  sample.replace(`${line}\n`, '').replace(/^const app = .*\n/m, (app) => `${app}${line}\n`)

test.each([
  ['Express', first('app.use(express.json())')],
  ['Koa', first('app.use(bodyParser())')],
  ['In a controller', (sample: string) => sample.replace(', { rawBody: true }', '')],
])('the sample under %s explains what to do if a parser comes first', async (heading, change) => {
  expect(change(sampleOf(heading))).not.toBe(sampleOf(heading))
  const { url, printed } = await start(node(heading, { change }))
  expect((await fetch(url, { method: 'POST', body: moved, headers: signedHeaders(moved) })).status).toBe(500)
  await expect.poll(() => printed.text).toContain('body: expected the raw body')
})

test('each sample is run, and has at most 24 lines', () => {
  const headings = [...new Set(programs.map(([heading]) => heading))]
  expect(Object.keys(samples).sort()).toEqual([receiver, ...headings].sort())
  for (const [heading, sample] of Object.entries(samples)) {
    expect(sample.trimEnd().split('\n').length, heading).toBeLessThan(25)
  }
})

const withTypesOfTheirOwn: Readonly<Record<string, string>> = {
  Workers: '@cloudflare/workers-types',
  Bun: 'bun',
}
const ofNode = Object.keys(samples).filter(
  (heading) => heading !== 'Deno' && !(heading in withTypesOfTheirOwn),
)

test.each<[types: string, headings: readonly string[]]>([
  ['node', ofNode],
  ...Object.entries(withTypesOfTheirOwn).map(([heading, types]): [string, string[]] => [types, [heading]]),
])('the samples compile with the types of %s', (types, headings) => {
  const files: Record<string, string> = {
    // What `wrangler types` writes.
    'env.d.ts': 'declare namespace Cloudflare { interface Env { WEBHOOK_SECRET?: string } }',
  }
  for (const [index, heading] of headings.entries()) {
    files[heading === 'Next' ? 'app/webhooks/route.ts' : `${index}.ts`] = sampleOf(heading)
    if (heading === 'Express') files['express-4.ts'] = express4(sampleOf(heading))
  }
  const lib = types === 'node' ? ['es2022', 'dom'] : ['es2022']
  const module = { module: 'esnext', moduleResolution: 'bundler', allowImportingTsExtensions: true }
  const folder = project({
    ...files,
    'tsconfig.json': JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: { ...decorators, ...module, types: [types], lib },
      files: Object.keys(files),
      include: [],
    }),
  })
  expect(output([process.execPath, 'node_modules/typescript-7/bin/tsc', '-p', folder])).toBe('')
})

test('the sample under Deno passes its type check', () => {
  const cwd = denoProject(sampleOf('Deno'))
  expect(output([deno, 'check', ...installed, 'sample.ts'], '', { cwd })).toBe('')
})
