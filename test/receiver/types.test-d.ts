import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type {
  ALBHandler,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyHandlerV2WithJWTAuthorizer,
  APIGatewayProxyWebsocketHandlerV2,
  LambdaFunctionURLHandler,
  LambdaFunctionURLHandlerWithIAMAuthorizer,
  SQSHandler,
} from 'aws-lambda'
import type { Request as ExpressRequest, RequestHandler } from 'express'
import Fastify, { type FastifyPluginAsync } from 'fastify'
import type { Hono } from 'hono'
import Keyv from 'keyv'
import { expectTypeOf, test } from 'vitest'
import type {
  PromptTemplateLabelMoved,
  SignatureErrorReason,
  UnknownWebhookEvent,
  WebhookEvent,
} from '../../src/index.js'
import {
  createReceiver,
  createReplayMemory,
  type DedupeStore,
  type DeliveryContext,
  type ReceiveResult,
  type RefusalReason,
  toFastifyPlugin,
  toLambdaHandler,
  toNodeHandler,
} from '../../src/receiver/index.js'

test('handlers are typed by their key', () => {
  createReceiver({
    secret: 'a',
    on: {
      prompt_template_label_moved: (event, context) => {
        expectTypeOf(event).toEqualTypeOf<PromptTemplateLabelMoved>()
        expectTypeOf(context).toEqualTypeOf<DeliveryContext>()
        expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>()
        return Promise.resolve(event.details.old_prompt_template_version_number)
      },
    },
    onAny: (event) => expectTypeOf<typeof event>().toEqualTypeOf<WebhookEvent | UnknownWebhookEvent>(),
    onUnknown: (event) => expectTypeOf<typeof event>().toEqualTypeOf<UnknownWebhookEvent>(),
    onError: (error, context) => {
      expectTypeOf(error).toBeUnknown()
      expectTypeOf(context).toEqualTypeOf<DeliveryContext | undefined>()
    },
  })
  // @ts-expect-error no event has this type
  createReceiver({ secret: 'a', on: { prompt_template_added_later: () => {} } })
  // @ts-expect-error the handler is for another event
  createReceiver({ secret: 'a', on: { prompt_template_created: (_: PromptTemplateLabelMoved) => {} } })
  // @ts-expect-error a secret is required, or null
  createReceiver({ on: {} })
  // @ts-expect-error an environment variable can be undefined
  createReceiver({ secret: process.env.WEBHOOK_SECRET, on: {} })
  // @ts-expect-error no such scheme
  createReceiver({ secret: 'a', on: {}, scheme: 'none' })
})

test('a secret can be a function that returns it at once', () => {
  createReceiver({ secret: () => process.env.WEBHOOK_SECRET, on: {} })
  createReceiver({ secret: () => ['a', 'b'], on: {} })
  // @ts-expect-error a promise is refused for each delivery
  createReceiver({ secret: async () => 'a', on: {} })
  // @ts-expect-error it gets no arguments
  createReceiver({ secret: (id: string) => id, on: {} })
})

test('the reasons of a refusal are a closed set', () => {
  createReceiver({ secret: 'a', on: {}, onRefused: null })
  createReceiver({
    secret: 'a',
    on: {},
    onRefused: ({ status, reason }) => {
      expectTypeOf(status).toEqualTypeOf<400 | 401 | 405 | 413 | 415>()
      expectTypeOf(reason).toEqualTypeOf<RefusalReason>()
      expectTypeOf<SignatureErrorReason>().toExtend<typeof reason>()
      // @ts-expect-error not a reason
      return reason === 'wrong'
    },
  })
})

test('a receiver fits the frameworks', () => {
  const receiver = createReceiver({ secret: null, on: {} })
  expectTypeOf(receiver.fetch).toExtend<(request: Request) => Promise<Response>>()
  expectTypeOf(receiver.fetch).toExtend<
    Hono['fetch'] extends (...args: infer _) => infer R ? (request: Request) => R : never
  >()
  const handler = toNodeHandler(receiver)
  expectTypeOf(handler).toExtend<(request: IncomingMessage, response: ServerResponse) => Promise<void>>()
  expectTypeOf(handler).toExtend<RequestHandler>()
  expectTypeOf(handler).toExtend<(request: Http2ServerRequest, response: Http2ServerResponse) => unknown>()
  expectTypeOf<ExpressRequest>().toExtend<Parameters<typeof handler>[0]>()
})

test('Keyv and Map are stores', () => {
  expectTypeOf<Keyv>().toExtend<DedupeStore>()
  expectTypeOf<Map<string, string>>().toExtend<DedupeStore>()
  createReceiver({ secret: 'a', on: {}, dedupe: new Keyv() })
  // @ts-expect-error a store must be able to set
  createReceiver({ secret: 'a', on: {}, dedupe: { get: () => undefined } })
})

test('a Map is not a replay memory, because it never forgets', () => {
  const options = { secret: 'a', scheme: 'standard-webhooks', on: {} } as const
  createReceiver({ ...options, replayMemory: createReplayMemory() })
  // @ts-expect-error
  createReceiver({ ...options, replayMemory: new Map() })
})

test('the kind of a result narrows its type', () => {
  const result = {} as ReceiveResult
  if (result.kind === 'handled')
    expectTypeOf(result.event).toEqualTypeOf<WebhookEvent | UnknownWebhookEvent>()
  if (result.kind === 'refused') expectTypeOf(result.problem.title).toBeString()
  if (result.kind === 'failed') expectTypeOf(result.error).toBeUnknown()
  // @ts-expect-error only an acknowledged result has an event
  if (result.kind === 'refused') result.event
})

test('a parsed body does not compile', () => {
  const { receive } = createReceiver({ secret: 'a', on: {} })
  receive({ body: 'a', headers: {} })
  receive({ body: new Uint8Array(), headers: new Headers() })
  // @ts-expect-error an object is not the raw body
  receive({ body: { event_type: 'a' }, headers: {} })
})

test('a receiver fits each kind of Lambda handler, and the plugin fits Fastify', () => {
  const receiver = createReceiver({ secret: null, on: {} })
  const handler = toLambdaHandler(receiver)
  expectTypeOf(handler).toExtend<APIGatewayProxyHandler>()
  expectTypeOf(handler).toExtend<APIGatewayProxyHandlerV2>()
  expectTypeOf(handler).toExtend<APIGatewayProxyHandlerV2WithJWTAuthorizer>()
  expectTypeOf(handler).toExtend<ALBHandler>()
  expectTypeOf(handler).toExtend<LambdaFunctionURLHandler>()
  expectTypeOf(handler).toExtend<LambdaFunctionURLHandlerWithIAMAuthorizer>()
  // @ts-expect-error a message of a queue is not an HTTP request
  expectTypeOf(handler).toExtend<SQSHandler>()
  // @ts-expect-error an event of a WebSocket has no method
  expectTypeOf(handler).toExtend<APIGatewayProxyWebsocketHandlerV2>()
  const plugin = toFastifyPlugin(receiver)
  expectTypeOf(plugin).toExtend<FastifyPluginAsync>()
  Fastify().register(plugin, { prefix: '/webhooks' })
  Fastify({ http2: true }).register(plugin, { prefix: '/webhooks' })
})
