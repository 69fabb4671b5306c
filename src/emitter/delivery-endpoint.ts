import { copyOptions } from '../issue/copy-options.js'
import type { AllowList } from './allow-list.js'
import { readEndpointUrl, type Target } from './check-endpoint-url.js'
import { readEndpointHeaders } from './endpoint-headers.js'

/** Where events are delivered to. */
export interface DeliveryEndpoint {
  /** An absolute `https:` or `http:` URL without credentials. */
  readonly url: string
  /**
   * The endpoint's secret, or a list of several while you rotate them. The first one makes the sender's own
   * signature (`X-PromptLayer-Signature`). Each one that starts with `whsec_` also makes a Standard Webhooks
   * signature.
   */
  readonly secret: string | readonly string[]
  /**
   * Headers of your own, such as the API key of a gateway in front of the receiver. Headers of the
   * connection, the body and the signatures are refused. Names are sent in lower case. Default: none.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** A copy of an endpoint. Its secrets are checked when they sign. */
export interface Destination extends DeliveryEndpoint {
  /** Where the URL leads, or why it is refused. */
  readonly target: Target | string
}

/**
 * Copies an endpoint and checks its URL.
 *
 * @param at What errors call the endpoint.
 * @throws {TypeError} if the endpoint is not an object or has unknown fields, its `url` is not a string, or
 * one of its `headers` may not be sent.
 */
export function readEndpoint(endpoint: DeliveryEndpoint, at: string, allowed: AllowList): Destination {
  const { url, secret, headers = {} } = copyOptions(endpoint, { url: true, secret: true, headers: true }, at)
  if (typeof url !== 'string') throw new TypeError(`${at}.url: expected a string`)
  return {
    url,
    secret: Array.isArray(secret) ? [...secret] : secret,
    headers: readEndpointHeaders(headers, `${at}.headers`),
    target: readEndpointUrl(url, allowed),
  }
}
