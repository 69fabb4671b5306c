// What is saved and what is told of it commit together: node --import tsx hub/examples/publish-in-a-transaction.ts, with DATABASE_URL.
import { Client } from 'pg'
import { createEvent } from 'prompt-webhooks/emitter'
import { createHub } from 'prompt-webhooks-hub'

const databaseUrl = process.env.DATABASE_URL
if (databaseUrl === undefined) throw new Error('DATABASE_URL: missing')

// Other processes deliver: `prompt-webhooks-hub work`. All have the same key.
const hub = await createHub({ databaseUrl, key: process.env.PROMPT_WEBHOOKS_KEY, work: false })
const client = new Client({ connectionString: databaseUrl })
await client.connect()
await client.query('CREATE TABLE IF NOT EXISTS prompt (id int GENERATED ALWAYS AS IDENTITY, name text)')

await client.query('BEGIN')
try {
  const { rows } = await client.query('INSERT INTO prompt (name) VALUES ($1) RETURNING id, name', ['welcome'])
  const created = createEvent(
    'prompt_template_created',
    {
      prompt_template_name: rows[0].name,
      prompt_template_version_number: 1,
      prompt_template_id: rows[0].id,
    },
    { userId: 1, workspaceId: 1 },
  )
  const { eventId } = await hub.publish(created, { client })
  await client.query('COMMIT')
  console.log(`accepted ${eventId}`)
} catch (error) {
  await client.query('ROLLBACK')
  throw error
} finally {
  await client.end()
  await hub.close()
}
