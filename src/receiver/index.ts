/**
 * Receives webhook events: verifies, validates and deduplicates deliveries, and calls your handlers. For
 * servers that take a Fetch `Request`, for `node:http`, Express, Koa and Nest, for Fastify, and for AWS
 * Lambda.
 *
 * @packageDocumentation
 */

export type { WebAbortSignal, WebHeaders, WebResponse } from '../runtime/globals.js'
export type { SignatureScheme } from './authenticate.js'
export type { DeliveryContext } from './context.js'
export { createReceiver, type Receiver } from './create-receiver.js'
export type { DedupeStore } from './dedupe-store.js'
export type { BodyReader, Delivery, DeliveryHeaders } from './delivery.js'
export type { FastifyErrorHandler, FastifyReply, FastifyRequest, FastifyScope } from './fastify-types.js'
export type { NodeRequest, NodeResponse, NodeStream, WebRequest, WebStream } from './http-types.js'
export type {
  LambdaAnswer,
  LambdaContext,
  LambdaEvent,
  LambdaHttpEvent,
  LambdaProxyEvent,
} from './lambda-types.js'
export type { AnyEventHandler, ReceiverOptions, UnknownEventHandler, WebhookHandlers } from './options.js'
export type { RefusalReason, RefusedDelivery } from './refusal.js'
export { createReplayMemory, type ReplayMemory, type ReplayMemoryOptions } from './replay-memory.js'
export type {
  Acknowledged,
  Failed,
  FailedStatus,
  ProblemDetails,
  ProblemStatus,
  ReceiveResult,
  Refused,
  RefusedStatus,
} from './result.js'
export { toFastifyPlugin } from './to-fastify-plugin.js'
export { toLambdaHandler } from './to-lambda-handler.js'
export { toNodeHandler } from './to-node-handler.js'
