import { execFile, execFileSync, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createContext, runInContext, Script } from 'node:vm'
import { EdgeVM } from '@edge-runtime/vm'
import { chromium } from 'playwright-core'
import { freePort } from '../support/free-port.js'
import { findProgram, packageFile } from '../support/javascript-runtimes.js'
import { hasTools, missingTool } from '../support/tools.js'
import tools from '../support/tools.json' with { type: 'json' }
import type { Environment, Outcome, SocketEnvironment } from './check.js'
import { entries, type PackedSuite } from './packed-suite.js'
import type { Servers } from './servers.js'
import { groups } from './suite.js'

/** A JavaScript runtime that the suite runs in. */
export interface Runtime {
  /** As the table names it, without its version. */
  readonly name: string
  /** The path of its program, if it is Node. */
  readonly node?: string
  /** Whether `deliver` sees its sockets. */
  readonly givesSockets: boolean
  /** What is missing, and how to install it, or `undefined` if the runtime is here. */
  missing(): string | undefined
  version(): string
  run(suite: PackedSuite, servers: Servers): Promise<readonly Outcome[]>
}

const execute = promisify(execFile)
const require = createRequire(import.meta.url)
const versionOf = (name: string): string => require(packageFile(name)).version
const here = () => undefined
const withoutSockets = ({ url }: Servers): Environment => ({ server: url, givesSockets: false })

/** A runtime that is a program, loads the package itself, and gives access to sockets. */
function program(name: string, file: string, path: string, args: readonly string[] = []): Runtime {
  const found = findProgram(file, path)
  return {
    name,
    givesSockets: true,
    missing: () => (found === undefined ? `${name} is missing: run npm ci on Linux` : undefined),
    version: () =>
      /\d+\.\d+\.\d+/.exec(execFileSync(found ?? '', ['--version'], { encoding: 'utf8' }))?.[0] ?? '',
    run: async (suite, { url, securePort, untrustedPort, certificate }) => {
      const environment: SocketEnvironment = {
        server: url,
        givesSockets: true,
        securePort,
        untrustedPort,
        entries,
      }
      const { NODE_OPTIONS: _, ...env } = process.env
      const { stdout } = await execute(found ?? '', [...args, suite.program, JSON.stringify(environment)], {
        cwd: suite.folder,
        env: { ...env, NODE_EXTRA_CA_CERTS: certificate, DENO_CERT: certificate },
        maxBuffer: 2 ** 26,
      })
      return JSON.parse(stdout)
    },
  }
}

function node(name: string, folder: string): Runtime {
  const file = `build/${folder}/package.json`
  return { ...program(name, file, 'bin/node'), node: findProgram(file, 'bin/node') ?? '' }
}

const bunArgs = ['run', '--no-install']
const denoArgs = [
  'run',
  '--no-lock',
  '--node-modules-dir=manual',
  '--allow-net',
  '--allow-env',
  '--allow-read',
  '--allow-sys',
]

function workerd(name: string, flags: readonly string[]): Runtime {
  const program = findProgram(packageFile('workerd'), 'bin/workerd')
  return {
    name,
    givesSockets: false,
    missing: () => (program === undefined ? `${name} is missing: run npm ci` : undefined),
    version: () => versionOf('workerd'),
    run: async (suite, servers) => {
      const port = await freePort()
      const file = join(suite.folder, `${port}.capnp`)
      writeFileSync(join(suite.folder, 'worker.js'), worker)
      writeFileSync(file, workerdConfig(port, flags))
      const server = spawn(program ?? '', ['serve', file], {
        cwd: suite.folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let printed = ''
      server.stderr.on('data', (chunk) => {
        printed += chunk
      })
      try {
        for (;;) {
          if (server.exitCode !== null) throw new Error(printed)
          const body = JSON.stringify(withoutSockets(servers))
          const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body }).catch(
            () => undefined,
          )
          if (response?.ok) return (await response.json()) as Outcome[]
          if (response) throw new Error(`${await response.text()}\n${printed}`)
          await setTimeout(50)
        }
      } finally {
        server.kill('SIGKILL')
      }
    },
  }
}

const worker = `import { run } from './suite.mjs'
  export default {
    fetch: async (request) => Response.json(await run(await request.json())),
  }`

const workerdConfig = (port: number, flags: readonly string[]) => `
  using Workerd = import "/workerd/workerd.capnp";
  const config :Workerd.Config = (
    services = [
      (name = "main", worker = (
        modules = [
          (name = "worker.js", esModule = embed "worker.js"),
          (name = "suite.mjs", esModule = embed "suite.mjs"),
        ],
        compatibilityDate = "2026-11-01",
        compatibilityFlags = ${JSON.stringify(flags)},
        globalOutbound = "this machine",
      )),
      (name = "this machine", network = (allow = ["private"])),
    ],
    sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
  );`

const browser: Runtime = {
  name: 'Chromium',
  givesSockets: false,
  missing: () => (hasTools('Chromium') ? undefined : missingTool('Chromium')),
  version: () => /[\d.]+/.exec(execFileSync(chromiumPath(), ['--version'], { encoding: 'utf8' }))?.[0] ?? '',
  run: async (suite, servers) => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
    const started = await chromium.launch({ executablePath: chromiumPath(), args })
    try {
      const page = await started.newPage()
      // Web Crypto needs a page from a secure origin, which a loopback address is.
      await page.goto(servers.url)
      await page.addScriptTag({ path: suite.script })
      return await page.evaluate(`suite.run(${JSON.stringify(withoutSockets(servers))})`)
    } finally {
      await started.close()
    }
  },
}

const chromiumPath = () => execFileSync('sh', ['-c', tools.Chromium.probe], { encoding: 'utf8' }).trim()

/** jsdom, as tests of front ends have it: it has few globals of the web. `more` are taken from Node. */
function jsdom(name: string, more: readonly string[]): Runtime {
  return {
    name,
    givesSockets: false,
    missing: here,
    version: () => require(require.resolve('jsdom/package.json', { paths: [jestEnvironment()] })).version,
    run: async (suite, servers) => {
      const file = (suffix: string) => `jsdom-${more.length}${suffix}`
      writeFileSync(
        join(suite.folder, file('.environment.js')),
        `const { TestEnvironment } = require(${JSON.stringify(jestEnvironment())})
        module.exports = class extends TestEnvironment {
          async setup() {
            await super.setup()
            for (const name of ${JSON.stringify(more)}) this.global[name] = globalThis[name]
          }
        }`,
      )
      writeFileSync(
        join(suite.folder, file('.test.js')),
        `test('suite', async () => {
          const outcomes = await require('./suite.cjs').run(${JSON.stringify(withoutSockets(servers))})
          require('fs').writeFileSync(${JSON.stringify(file('.json'))}, JSON.stringify(outcomes))
        }, 300_000)`,
      )
      const config = {
        testEnvironment: `./${file('.environment.js')}`,
        testMatch: [`**/${file('.test.js')}`],
      }
      writeFileSync(join(suite.folder, file('.config.json')), JSON.stringify(config))
      const args = [
        resolve('node_modules/jest/bin/jest.js'),
        '--ci',
        '--runInBand',
        '--config',
        file('.config.json'),
      ]
      await execute(process.execPath, args, { cwd: suite.folder })
      return JSON.parse(readFileSync(join(suite.folder, file('.json')), 'utf8'))
    },
  }
}

const jestEnvironment = () => require.resolve('jest-environment-jsdom')

const edgeLight: Runtime = {
  name: 'edge-light (@edge-runtime/vm)',
  givesSockets: false,
  missing: here,
  version: () => versionOf('@edge-runtime/vm'),
  run: async (suite, servers) => {
    const edge = new EdgeVM()
    edge.evaluate(readFileSync(suite.script, 'utf8'))
    return edge.evaluate(`suite.run(${JSON.stringify(withoutSockets(servers))})`)
  },
}

/**
 * Each entry in its own realm, with the language and the globals that the entry needs, and no others.
 */
const language: Runtime = {
  name: 'only the language and what an entry needs',
  givesSockets: false,
  missing: here,
  version: () => `V8 ${process.versions.v8.split('-')[0]}`,
  run: async (suite, servers) => {
    const script = new Script(readFileSync(suite.script, 'utf8'))
    const environment = JSON.stringify(withoutSockets(servers))
    const outcomes: Outcome[] = []
    for (const { entry, needs } of groups) {
      const globals = Object.fromEntries(needs.map((name) => [name, Reflect.get(globalThis, name)]))
      const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } })
      script.runInContext(context)
      outcomes.push(...(await runInContext(`suite.run(${environment}, ${JSON.stringify(entry)})`, context)))
    }
    return outcomes
  },
}

/** Every runtime, in the order of the table. */
export const runtimes: readonly Runtime[] = [
  node('Node 20, the oldest', 'runtimes/node-20'),
  node('Node 22', 'runtimes/node-22'),
  node('Node 24', 'node'),
  node('Node 26', 'runtimes/node-26'),
  program('Bun', packageFile('bun'), 'bin/bun', bunArgs),
  program('Bun, the oldest with sockets', 'build/runtimes/bun-floor/package.json', 'bin/bun', bunArgs),
  program('Deno', packageFile('deno'), 'deno', denoArgs),
  program('Deno, the oldest with sockets', 'build/runtimes/deno-floor/package.json', 'deno', denoArgs),
  workerd('workerd', []),
  workerd('workerd, nodejs_compat', ['nodejs_compat']),
  edgeLight,
  browser,
  jsdom('jsdom in Jest', []),
  jsdom('jsdom in Jest, with globals of Node', [...new Set(groups.flatMap(({ needs }) => needs))]),
  language,
]
