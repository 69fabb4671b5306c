import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubOptions } from '../src/index.js'
import { hasPostgres, startPostgres } from './postgres-server.js'

export interface TestDatabases {
  /** Options for a hub on a new, empty database. */
  create(): Promise<Pick<HubOptions, 'databaseUrl' | 'dataFolder'>>
  stop(): Promise<void>
}

/** What every test of the hub runs on. */
export const databases: readonly { name: string; start: () => Promise<TestDatabases> }[] = [
  { name: 'PGlite', start: startPglite },
  ...(hasPostgres() ? [{ name: 'Postgres', start: startServer }] : []),
]

async function startPglite(): Promise<TestDatabases> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-pglite-'))
  let count = 0
  return {
    create: async () => ({ dataFolder: join(folder, `${++count}`) }),
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function startServer(): Promise<TestDatabases> {
  const server = await startPostgres({ fsync: 'off', max_connections: '200' })
  return {
    create: async () => ({ databaseUrl: await server.createDatabase() }),
    stop: () => server.stop(),
  }
}
