import type { Secrets } from '../signing/secrets.js'

/** Where events are delivered to. */
export interface DeliveryEndpoint {
  /** An absolute `https:` or `http:` URL without credentials. */
  readonly url: string
  /**
   * The endpoint's secret, or several while they are rotated. The first makes the sender's own signature; each that starts
   * with `whsec_` makes one of Standard Webhooks as well.
   */
  readonly secret: Secrets
}
