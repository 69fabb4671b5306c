import { expect, test } from 'vitest'
import { databases } from '../databases.js'
import { crash } from './crash.js'
import { onPglite, onPostgres } from './plans.js'

const sizes: Readonly<Record<string, { events: number; kills: number }>> = {
  Postgres: { events: 400, kills: 20 },
  PGlite: { events: 100, kills: 3 },
}

test.each(databases)(
  '$name: every accepted event arrives, whichever process is killed',
  async ({ name, start }) => {
    const server = await start()
    const database = await server.create()
    const plan = database.databaseUrl === undefined ? onPglite : onPostgres
    const { events, kills } = sizes[name] ?? { events: 0, kills: 0 }
    const report = await crash({ ...plan, database, events, kills })
    // Shows the duplicates, which are allowed: delivery is at least once.
    console.log(name, report)
    expect(report).toMatchObject({ accepted: events, expected: events * 3, missing: 0, kills })
    // Half of what one process attempts at a time.
    expect(report.duplicates).toBeLessThanOrEqual(25 * kills)
    await server.stop()
  },
  300_000,
)
