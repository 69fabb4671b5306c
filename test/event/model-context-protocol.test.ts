import { Client } from '@modelcontextprotocol/client'
import { Client as ClientOfVersion1 } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport as TransportOfVersion1 } from '@modelcontextprotocol/sdk/inMemory.js'
import { McpServer as ServerOfVersion1 } from '@modelcontextprotocol/sdk/server/mcp.js'
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { catalog } from '../../src/generated/catalog.js'
import { webhookEventStandardSchema, webhookEventTypes } from '../../src/index.js'
import { webhookEventSchema } from '../../src/zod.js'

const info = { name: 'test', version: '1.0.0' }
const { example } = catalog.prompt_template_label_moved
const answer = () => ({ content: [{ type: 'text' as const, text: 'valid' }] })

/** The event types in the schemas of a union. */
const typesIn = (schemas: unknown) =>
  (schemas as { properties: { event_type: { enum?: string[]; const?: string } } }[]).map(
    ({ properties: { event_type } }) => event_type.const ?? event_type.enum?.[0],
  )

describe('version 2 of the SDK', () => {
  async function connect() {
    const server = new McpServer(info)
    server.registerTool('named', { inputSchema: z.object({ event: webhookEventSchema }) }, answer)
    server.registerTool('shape', { inputSchema: { event: webhookEventSchema } }, answer)
    server.registerTool('zod', { inputSchema: webhookEventSchema }, answer)
    server.registerTool('standard', { inputSchema: webhookEventStandardSchema }, answer)
    const [ours, theirs] = InMemoryTransport.createLinkedPair()
    const client = new Client(info)
    await Promise.all([server.connect(ours), client.connect(theirs)])
    return client
  }

  test('shows the schemas of all events', async () => {
    const { tools } = await (await connect()).listTools()
    const schemas = Object.fromEntries(tools.map(({ name, inputSchema }) => [name, inputSchema]))
    const { named, shape, zod, standard } = schemas
    for (const schema of [named, shape]) {
      expect(schema).toMatchObject({ type: 'object', required: ['event'] })
      expect(typesIn(Object(schema?.properties?.event).oneOf)).toEqual(webhookEventTypes)
    }
    expect(typesIn(zod?.oneOf)).toEqual(webhookEventTypes)
    expect(standard).toEqual({
      type: 'object',
      ...webhookEventStandardSchema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }),
    })
  })

  test.each(['named', 'shape', 'zod', 'standard'])(
    '%s: a valid event arrives, an invalid one does not',
    async (name) => {
      const client = await connect()
      const call = (event: object) =>
        client.callTool({ name, arguments: ['named', 'shape'].includes(name) ? { event } : { ...event } })
      expect(await call(example)).toMatchObject({ content: [{ text: 'valid' }] })
      expect(await call({ ...example, user_id: '1' })).toMatchObject({
        isError: true,
        content: [{ text: expect.stringContaining('user_id') }],
      })
    },
  )
})

describe('version 1 of the SDK', () => {
  async function connect() {
    const server = new ServerOfVersion1(info)
    server.registerTool('named', { inputSchema: { event: webhookEventSchema } }, answer)
    server.registerTool('zod', { inputSchema: webhookEventSchema }, answer)
    const [ours, theirs] = TransportOfVersion1.createLinkedPair()
    const client = new ClientOfVersion1(info)
    await Promise.all([server.connect(ours), client.connect(theirs)])
    return client
  }

  test('shows the schemas of all events under a name, and nothing of the union', async () => {
    const { tools } = await (await connect()).listTools()
    const [named, zod] = tools.map(({ inputSchema }) => inputSchema)
    const { anyOf, oneOf = anyOf } = Object(named?.properties?.event)
    expect(typesIn(oneOf)).toEqual(webhookEventTypes)
    expect(zod).toEqual({ type: 'object', properties: {} })
  })

  test('does not take a schema of another library than zod', () => {
    const register = () =>
      new ServerOfVersion1(info).registerTool(
        'standard',
        // @ts-expect-error version 1 takes schemas of zod only
        { inputSchema: webhookEventStandardSchema },
        answer,
      )
    expect(register).toThrow()
  })

  test.each(['named', 'zod'])('%s: a valid event arrives, an invalid one does not', async (name) => {
    const client = await connect()
    const call = (event: object) =>
      client.callTool({ name, arguments: name === 'named' ? { event } : { ...event } })
    expect(await call(example)).toMatchObject({ content: [{ text: 'valid' }] })
    expect(await call({ ...example, user_id: '1' })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('user_id') }],
    })
  })
})
