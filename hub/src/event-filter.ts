import type { WebhookEventType } from 'prompt-webhooks'

/** Selects events that match every given field. */
export interface EventFilter {
  /** Events of this type. */
  readonly eventType?: WebhookEventType | undefined
  /**
   * Events about the thing with this id, such as a prompt template: the `subject` in the contract's catalog
   * says which field holds it.
   */
  readonly subjectId?: string | number | undefined
  /** Events of this workspace. */
  readonly workspaceId?: number | undefined
  /**
   * The id of an event or a delivery, or words: events whose subject has all of them in its id, name,
   * previous name or label, in any case and also inside words. 1 to 200 characters.
   */
  readonly search?: string | undefined
  /** Events that were published at this time or later. */
  readonly from?: Date | undefined
  /** Events that were published before this time. */
  readonly to?: Date | undefined
}
