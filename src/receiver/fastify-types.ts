import type { NodeRequest, NodeResponse } from './http-types.js'

// Only the parts of Fastify's types that a receiver uses, so that the declarations do not need Fastify.

/** The parts of a `FastifyInstance` that a receiver uses. */
export interface FastifyScope {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    contentType: string,
    parser: (
      request: FastifyRequest,
      payload: NodeRequest,
      done: (error: Error | null, body?: unknown) => void,
    ) => void,
  ): unknown
  all(
    path: string,
    options: { readonly errorHandler: FastifyErrorHandler },
    handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ): unknown
}

/** Answers a request that failed. What it throws goes to the error handler of the app. */
export type FastifyErrorHandler = (
  error: { readonly code?: string },
  request: FastifyRequest,
  reply: FastifyReply,
) => unknown

/** The parts of a `FastifyRequest` that a receiver reads. */
export interface FastifyRequest {
  readonly raw: NodeRequest
  readonly body: unknown
}

/** The parts of a `FastifyReply` that a receiver uses. */
export interface FastifyReply {
  readonly raw: NodeResponse
  code(status: number): FastifyReply
  headers(values: { readonly [name: string]: string }): unknown
  send(body: string | null): unknown
}
