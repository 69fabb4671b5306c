/** A change for the worse, or back, that an operator wants to be told about. */
export type Incident =
  | { readonly type: 'webhook.failing' | 'webhook.recovered'; readonly webhookId: string }
  | {
      readonly type: 'webhook.disabled'
      readonly webhookId: string
      /** How many unfinished deliveries were given up with it. */
      readonly givenUp: number
    }
  | {
      readonly type: 'delivery.given_up'
      readonly webhookId: string
      readonly deliveryIds: readonly string[]
    }
