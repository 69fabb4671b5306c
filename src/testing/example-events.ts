import { catalog } from '../generated/catalog.js'
import type { WebhookEventMap, WebhookEventType } from '../index.js'
import { frozen } from './frozen.js'

type ExampleEvents = { readonly [Type in WebhookEventType]: WebhookEventMap[Type] }

/** A payload as really sent, of each event type. Frozen, to the bottom: `createTestEvent` gives one to change. */
export const exampleEvents: ExampleEvents = /* @__PURE__ */ frozen(
  Object.fromEntries(Object.values(catalog).map(({ type, example }) => [type, example])) as ExampleEvents,
)
