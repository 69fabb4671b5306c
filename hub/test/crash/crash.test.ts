import { expect, test } from 'vitest'
import { databases } from '../databases.js'
import { crash } from './crash.js'
import { onPglite, onPostgres } from './plans.js'

const sizes: Readonly<Record<string, { events: number; kills: number }>> = {
  Postgres: { events: 400, kills: 20 },
  PGlite: { events: 100, kills: 3 },
}

test.each(databases)(
  '$name: what was accepted arrives, whoever is killed',
  async ({ name, start }) => {
    const server = await start()
    const database = await server.create()
    const plan = database.databaseUrl === undefined ? onPglite : onPostgres
    const { events, kills } = sizes[name] ?? { events: 0, kills: 0 }
    const report = await crash({ ...plan, database, events, kills })
    expect(report).toMatchObject({ accepted: events, expected: events * 3, missing: 0, kills })
    // At least once: what was under way when a process was killed may come twice.
    console.log(name, report)
    await server.stop()
  },
  300_000,
)
