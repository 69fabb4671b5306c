// The program behind `npm run crash`: the crash test at full size.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../postgres-server.js'
import { crash } from './crash.js'
import { onPglite, onPostgres } from './plans.js'

const server = await startPostgres()
const databaseUrl = await server.createDatabase()
console.log('Postgres', await crash({ ...onPostgres, database: { databaseUrl }, events: 5000, kills: 25 }))
await server.stop()

const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-crash-'))
console.log(
  'PGlite',
  await crash({ ...onPglite, database: { dataFolder: join(folder, 'data') }, events: 1000, kills: 10 }),
)
rmSync(folder, { recursive: true })
