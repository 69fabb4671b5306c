import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { created, invalid, moved, secret, signedHeaders, unknown } from './signed-request.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: undefined }

/** Runs a server until the test ends, and returns its address and output. */
async function start(args: (port: number) => string[], cwd = '.', program = process.execPath) {
  const port = await freePort()
  const env = { ...environment, PORT: `${port}`, WEBHOOK_SECRET: secret }
  const server: ChildProcess = spawn(program, args(port), { cwd, env, detached: true })
  const output = { text: '' }
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (chunk) => {
      output.text += chunk
    })
  }
  cleanUps.push(async () => {
    // Kills the process group, because Next starts more processes.
    if (server.pid && server.exitCode === null) process.kill(-server.pid, 'SIGKILL')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  })
  const url = `http://127.0.0.1:${port}/webhooks`
  for (;;) {
    if (server.exitCode !== null) throw new Error(output.text)
    if (await fetch(url, { method: 'POST' }).catch(() => undefined)) return { url, output }
    await setTimeout(50)
  }
}

async function expectReceiver({ url, output }: Awaited<ReturnType<typeof start>>) {
  const post = async (body: string, headers: Record<string, string>) => {
    const response = await fetch(url, { method: 'POST', body, headers })
    return [response.status, response.headers.get('content-type')?.split(';')[0] ?? null]
  }
  const problem = 'application/problem+json'
  expect(await post(moved, signedHeaders(moved))).toEqual([204, null])
  await expect.poll(() => output.text).toContain('moved: prod')
  const other = moved.replace('Hello', 'José 😀').replace('prod', 'staging')
  expect(await post(other, signedHeaders(other))).toEqual([204, null])
  await expect.poll(() => output.text).toContain('moved: staging')
  for (const body of [created, unknown]) expect(await post(body, signedHeaders(body))).toEqual([204, null])
  expect(await post(moved, signedHeaders(created))).toEqual([401, problem])
  expect(await post(invalid, signedHeaders(invalid))).toEqual([422, problem])
  expect(await post(moved, { ...signedHeaders(moved), 'content-type': 'text/plain' })).toEqual([415, problem])
  const large = moved.padEnd(2 ** 20 + 1)
  expect(await post(large, signedHeaders(large))).toEqual([413, problem])
  // Next answers other methods itself.
  expect((await fetch(url, { method: 'PUT', body: moved, headers: signedHeaders(moved) })).status).toBe(405)
}

const examples = readdirSync('examples').filter((name) => name.endsWith('.ts'))

test.each(examples)('examples/%s', async (name) => {
  await expectReceiver(await start(() => ['--import', 'tsx', `examples/${name}`]))
})

const route = 'app/webhooks/route.ts'
test(`examples/next/${route}: builds without the secret, and runs with it`, async () => {
  // Next writes into its project, so it gets a temporary one inside the repository, where it finds the
  // packages.
  const folder = mkdtempSync('.next-example-')
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(`examples/next/${route}`, `${folder}/${route}`, { recursive: true })
  const next = `${process.cwd()}/node_modules/next/dist/bin/next`
  // `npm run types` has checked the types.
  writeFileSync(`${folder}/next.config.mjs`, 'export default { typescript: { ignoreBuildErrors: true } }')
  execFileSync(process.execPath, [next, 'build'], { cwd: folder, env: environment, stdio: 'pipe' })
  const flags = (port: number) => [next, 'start', '--hostname', '127.0.0.1', '--port', `${port}`]
  await expectReceiver(await start(flags, folder))
}, 240_000)

const worker = 'workers/worker.ts'
// The path of the program. The package has no types.
const workerd: string = createRequire(import.meta.url)('workerd').default

/** Runs the example in the runtime of Cloudflare Workers, with these bindings. */
async function startWorker(bindings: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  cleanUps.push(() => rmSync(folder, { recursive: true }))
  await build({
    entryPoints: [`examples/${worker}`],
    outfile: `${folder}/worker.js`,
    bundle: true,
    format: 'esm',
    external: ['cloudflare:*'],
  })
  const texts = Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = "${text}")`)
  return start(
    (port) => {
      writeFileSync(
        `${folder}/config.capnp`,
        `using Workerd = import "/workerd/workerd.capnp";
      const config :Workerd.Config = (
        services = [(name = "main", worker = (
          modules = [(name = "worker.js", esModule = embed "worker.js")],
          bindings = [${texts}],
          compatibilityDate = "2026-11-01",
        ))],
        sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
      );`,
      )
      return ['serve', `${folder}/config.capnp`]
    },
    '.',
    workerd,
  )
}

test(`examples/${worker}`, async () => {
  await expectReceiver(await startWorker({ WEBHOOK_SECRET: secret }))
})

test(`examples/${worker} without a secret answers 500`, async () => {
  const { url, output } = await startWorker({})
  expect((await fetch(url, { method: 'POST', body: moved, headers: signedHeaders(moved) })).status).toBe(500)
  await expect.poll(() => output.text).toContain('secret: expected a string, got undefined')
})

test('each framework has an example of at most 24 lines', () => {
  expect(examples).toEqual(['express.ts', 'fastify.ts', 'hono.ts', 'node-http.ts'])
  for (const path of [...examples, `next/${route}`, worker]) {
    expect(readFileSync(`examples/${path}`, 'utf8').trimEnd().split('\n').length, path).toBeLessThan(25)
  }
})
