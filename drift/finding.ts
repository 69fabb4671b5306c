/** What the page and the contract do not have in common. The names are part of the JSON report. */
export type FindingKind =
  | 'event_not_in_contract'
  | 'field_not_in_contract'
  | 'value_not_in_contract'
  | 'type_differs'
  | 'presence_differs'
  | 'event_not_on_page'
  | 'field_not_on_page'
  | 'value_not_on_page'

/** One difference between the page and the contract. */
export interface Finding {
  readonly kind: FindingKind
  /** The type of the event. Null for the envelope. */
  readonly eventType: string | null
  /** The field, such as `details.report_id` or `user_name`. Null for a whole event. */
  readonly path: string | null
  /** What the page has there, in words. Null if it has nothing. */
  readonly page: string | null
  /** What the contract has there, in words. Null if it has nothing. */
  readonly contract: string | null
}

/** How the page differs from the contract. */
export interface Comparison {
  /** What the contract lacks, or has in another way. */
  readonly differences: readonly Finding[]
  /** What only the contract has. */
  readonly warnings: readonly Finding[]
  /** Events that only the contract has, where their entries state why. */
  readonly undocumented: readonly { readonly eventType: string; readonly reason: string }[]
}
