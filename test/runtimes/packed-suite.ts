import { createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import packageJson from '../../package.json' with { type: 'json' }
import { catalog } from '../../src/generated/catalog.js'
import { createConsumer } from '../package/consumer.js'
import { corpus } from '../support/corpus.js'
import type { Data, SignedMessage } from './check.js'
import { groups } from './suite.js'

/** The suite, in a folder with the packed package, in each form that a runtime loads. */
export interface PackedSuite {
  readonly folder: string
  /** A program that loads the package as an ES module. Its argument is an environment. It prints outcomes. */
  readonly program: string
  /** A CommonJS module with `run`, which requires the package. */
  readonly commonJs: string
  /** A script with everything in it. It defines `suite.run`. */
  readonly script: string
  /** A module with everything in it. It exports `run`. */
  readonly module: string
}

/** The secret that the servers and the suite share. */
export const secret = 'a-secret-of-the-test'

/** The entries that need no library: the others run where their library runs. */
export const entries = groups.map(({ entry }) => entry.replace('.', packageJson.name))

/** Packs the package, and builds the suite for it. */
export async function packSuite(): Promise<PackedSuite> {
  const { folder } = createConsumer()
  const data: Data = {
    corpus: [...corpus].flatMap(([title, cases]) => (title === 'WebhookEnvelope' ? [] : cases)),
    vectors: JSON.parse(readFileSync('test/vectors/signature.json', 'utf8')),
    messages: Object.values(catalog).map(({ example }, index) => messageOf(JSON.stringify(example), index)),
    secret,
  }
  writeFileSync(join(folder, 'data.json'), JSON.stringify(data))
  const suite = `import { runSuite } from './suite.ts'
    import data from ${JSON.stringify(join(folder, 'data.json'))}
    export const run = (environment, only) => runSuite(data, environment, only)`
  const program = `import { runGroup } from './check.ts'
    import { modules } from './checks/modules.ts'
    import { sockets } from './checks/sockets.ts'
    import { runSuite } from './suite.ts'
    import data from ${JSON.stringify(join(folder, 'data.json'))}
    const environment = JSON.parse(process.argv[2])
    const outcomes = await runSuite(data, environment)
    for (const group of [modules, ...(environment.givesSockets ? [sockets] : [])]) {
      outcomes.push(await runGroup(group, data, environment))
    }
    process.stdout.write(JSON.stringify(outcomes), () => process.exit(0))`

  const write = async (file: string, contents: string, options: BuildOptions) => {
    const outfile = join(folder, file)
    const stdin = { contents, resolveDir: resolve('test/runtimes'), loader: 'ts' as const }
    await build({ stdin, outfile, bundle: true, platform: 'neutral', logLevel: 'error', ...options })
    return outfile
  }
  const linked = { external: [packageJson.name, `${packageJson.name}/*`, 'node:*'] }
  const bundled = { plugins: [packedPackage(folder)] }
  return {
    folder,
    program: await write('program.mjs', program, { ...linked, format: 'esm' }),
    commonJs: await write('suite.cjs', suite, { ...linked, format: 'cjs' }),
    script: await write('suite.js', suite, { ...bundled, format: 'iife', globalName: 'suite' }),
    module: await write('suite.mjs', suite, { ...bundled, format: 'esm' }),
  }
}

/** Finds the package in the folder: in this repository, its name leads to `dist`. */
const packedPackage = (folder: string): Plugin => ({
  name: 'packed package',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: new RegExp(`^${packageJson.name}(/|$)`) }, ({ path, kind, pluginData }) =>
      pluginData === 'inner' ? undefined : resolve(path, { kind, resolveDir: folder, pluginData: 'inner' }),
    )
  },
})

function messageOf(body: string, index: number): SignedMessage {
  const key = Buffer.alloc(24 + 2 * index, body)
  const [id, timestamp] = [`msg_${index}`, 1_614_265_330 + index]
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { id, timestamp, body, secret: `whsec_${key.toString('base64')}`, mac }
}
