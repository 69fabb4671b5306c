import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { hasTools } from '../../test/support/tools.js'
import type { HubOptions } from '../src/index.js'
import { startPostgres } from './postgres-server.js'

/** The options of a hub that say where its data is. */
export type DatabaseOptions = Pick<HubOptions, 'databaseUrl' | 'dataFolder' | 'fsync'>

export interface TestDatabases {
  /** Returns options for a hub on a new, empty database. */
  create(): Promise<DatabaseOptions>
  stop(): Promise<void>
}

// Benchmarks must include the disk; tests need not wait for it.
const waitsForDisk = !process.env.VITEST

/** The databases that tests of the hub run on: always PGlite, and Postgres where it is installed. */
export const databases: readonly { name: string; start: () => Promise<TestDatabases> }[] = [
  { name: 'PGlite', start: startPglite },
  ...(hasTools('Postgres') ? [{ name: 'Postgres', start: startServer }] : []),
]

async function startPglite(): Promise<TestDatabases> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-pglite-'))
  let count = 0
  return {
    async create() {
      const dataFolder = join(folder, `${++count}`)
      cpSync(await emptyPglite(), dataFolder, { recursive: true })
      return { dataFolder, fsync: waitsForDisk }
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/**
 * A folder with an empty database. PGlite needs seconds to create one, so it is cached for each version of
 * PGlite.
 */
export async function emptyPglite(): Promise<string> {
  const { dependencies } = createRequire(import.meta.url)('../package.json')
  const cache = fileURLToPath(new URL('../../node_modules/.cache/prompt-webhooks-hub', import.meta.url))
  const folder = join(cache, `pglite-${dependencies['@electric-sql/pglite']}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const made = mkdtempSync(join(cache, 'making-'))
  await (await PGlite.create(made)).close()
  try {
    renameSync(made, folder)
  } catch {
    // Another process has created it in the meantime.
    rmSync(made, { recursive: true })
  }
  return folder
}

async function startServer(): Promise<TestDatabases> {
  const server = await startPostgres({ fsync: waitsForDisk ? 'on' : 'off', max_connections: '200' })
  return {
    create: async () => ({ databaseUrl: await server.createDatabase() }),
    stop: () => server.stop(),
  }
}
