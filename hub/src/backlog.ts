/** What waits and what went wrong, across all processes. */
export interface Backlog {
  /** Deliveries that are neither delivered nor given up. */
  readonly waiting: number
  /** Deliveries that were given up and are still kept. */
  readonly givenUp: number
  /** The age of the oldest delivery that is neither delivered nor given up. 0 if there is none. */
  readonly oldestWaitingSeconds: number
  /** Webhooks that rest, because they kept failing. */
  readonly resting: number
  /** Webhooks that the hub disabled. */
  readonly disabled: number
}
