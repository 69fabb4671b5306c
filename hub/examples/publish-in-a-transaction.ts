// Saves a prompt and publishes its event in one transaction, so that both are committed or neither is.
// Run with DATABASE_URL set: node --import tsx hub/examples/publish-in-a-transaction.ts
import { Client } from 'pg'
import { createEvent } from 'prompt-webhooks/emitter'
import { createHub } from 'prompt-webhooks-hub'

const databaseUrl = process.env.DATABASE_URL
if (databaseUrl === undefined) throw new Error('DATABASE_URL: set it to the postgres:// URL of the hub')

// This process only publishes; `prompt-webhooks-hub work` delivers. All processes need the same key.
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
  console.log(`Published event ${eventId}`)
} catch (error) {
  await client.query('ROLLBACK')
  throw error
} finally {
  await client.end()
  await hub.close()
}
