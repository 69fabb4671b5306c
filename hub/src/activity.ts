/** What happened in some time. */
export interface Counts {
  /** Attempts that succeeded. */
  readonly succeeded: number
  /** Attempts that failed, whether or not another one follows. */
  readonly failed: number
  /** Deliveries that were given up. */
  readonly givenUp: number
}

/** What happened in one span of time. */
export interface Activity extends Counts {
  /** The start of the span. */
  readonly from: Date
}

/** Selects a range of time that ends now, and what to count in it. */
export interface ActivityRequest {
  /** The number of spans: 1 to 1,000. Default: 60. */
  readonly spans?: number | undefined
  /**
   * The length of a span: whole minutes from 60 to 86,400 seconds, or whole hours if the range is longer than
   * a day. Default: 60.
   */
  readonly spanSeconds?: number | undefined
  /** Only what concerns this webhook. Default: all, including webhooks that were deleted. */
  readonly webhookId?: string | undefined
}
