import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport, type McpServer } from '@modelcontextprotocol/server'
import { afterAll, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { compileBlocks } from '../support/compile-blocks.js'

const blocks = readFileSync('docs/standard-schema.md', 'utf8')
  .split('```ts\n')
  .slice(1)
  .map((block) => block.split('```')[0] ?? '')
// Inside the package, so that it can import itself by name.
const folder = mkdtempSync('documentation-')
afterAll(() => rmSync(folder, { recursive: true }))

/** Returns what an example exports under a name. */
async function exported(name: string) {
  const file = join(folder, `${name}.ts`)
  writeFileSync(file, blocks.find((block) => block.includes(`export const ${name}`)) ?? '')
  return (await import(resolve(file)))[name]
}

const { example } = catalog.prompt_template_label_moved

test('the examples compile', () => {
  expect(blocks).toHaveLength(3)
  expect(compileBlocks(blocks)).toBe('')
})

test('the app validates an event', async () => {
  const app = await exported('app')
  const headers = { 'content-type': 'application/json' }
  const post = (event: object) => app.request('/', { method: 'POST', headers, body: JSON.stringify(event) })
  expect(await (await post(example)).text()).toBe(example.event_type)
  expect((await post({ ...example, user_id: '1' })).status).toBe(400)
})

test('the schema is the published one', async () => {
  expect(await exported('schema')).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'WebhookEvent',
  })
})

test('the MCP server shows the event and takes it', async () => {
  const server: McpServer = await exported('server')
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const client = new Client({ name: 'test', version: '1.0.0' })
  await Promise.all([server.connect(ours), client.connect(theirs)])
  const { tools } = await client.listTools()
  expect(tools[0]?.inputSchema.properties).toHaveProperty('event')
  expect(await client.callTool({ name: 'describe_event', arguments: { event: example } })).toMatchObject({
    content: [{ text: `${example.event_type} at ${example.timestamp}` }],
  })
})
