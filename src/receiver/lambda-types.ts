// Only the parts of Lambda's types that a receiver uses, so that the declarations need no @types/aws-lambda.

/**
 * The parts that a receiver reads of a request to a Lambda function: from API Gateway (payload format 1.0 or
 * 2.0), an Application Load Balancer or a function URL.
 */
export type LambdaEvent = LambdaProxyEvent | LambdaHttpEvent

/** An event from a REST API, an HTTP API with payload format 1.0, or an Application Load Balancer. */
export interface LambdaProxyEvent extends LambdaMessage {
  /** The HTTP method. */
  readonly httpMethod: string
  /** All values of each header. They come before those of `headers`, which has only the last one. */
  readonly multiValueHeaders?: { readonly [name: string]: readonly string[] | undefined } | null | undefined
}

/** An event from an HTTP API with payload format 2.0, or a function URL. */
export interface LambdaHttpEvent extends LambdaMessage {
  /** Has the HTTP method. */
  readonly requestContext: { readonly http: { readonly method: string } }
}

interface LambdaMessage {
  /** The last value of each header. */
  readonly headers?: { readonly [name: string]: string | undefined } | null | undefined
  /** The body, in base64 if `isBase64Encoded`. */
  readonly body?: string | null | undefined
  /** Whether `body` is in base64. */
  readonly isBase64Encoded?: boolean | undefined
}

/** The part of Lambda's context that a receiver uses. */
export interface LambdaContext {
  /** Returns how many milliseconds are left until Lambda ends the invocation. */
  getRemainingTimeInMillis(): number
}

/** The answer to a request, in a form that API Gateway, load balancers and function URLs accept. */
export interface LambdaAnswer {
  /** The HTTP status. */
  readonly statusCode: number
  /** The headers, with one value each. */
  readonly headers?: { [name: string]: string }
  /** Instead of `headers`, if the event has them: a load balancer then ignores `headers`. */
  readonly multiValueHeaders?: { [name: string]: string[] }
  /** The body, as text. */
  readonly body: string
  /** The body is never in base64. */
  readonly isBase64Encoded: false
}
