import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEmitter } from '../../src/emitter/index.js'
import {
  type UnknownWebhookEvent,
  type WebhookEvent,
  type WebhookEventType,
  webhookEventTypes,
} from '../../src/index.js'
import { createReceiver, type SignatureScheme } from '../../src/receiver/index.js'
import {
  applyEvent,
  applyEventTo,
  diffTemplates,
  type PromptTemplateState,
} from '../../src/registry/index.js'
import { canonicalJson, signPayload } from '../../src/signature/index.js'
import { exampleEvents } from '../../src/testing/index.js'
import { start } from '../emitter/servers.js'
import { seed } from '../support/random-seed.js'
import { type Fault, faults, faultyEndpoint } from './faulty-endpoint.js'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const origin = { userId: 1, workspaceId: 1 }

// A few names, so that they repeat, also after their template was deleted.
const templateName = fc.constantFrom('Hello', 'José', '再び', '__proto__', 'constructor')
const label = fc.constantFrom('prod', 'staging', '__proto__', 'toString', '🚀')

/** A change of a registry. `pick` chooses the template, unless the change creates one. */
const change = fc.record({
  pick: fc.nat(),
  kind: fc.constantFrom('create', 'delete', 'change', 'change', 'change', 'change'),
  name: fc.option(templateName, { nil: undefined, freq: 2 }),
  newVersions: fc.nat(2),
  labels: fc.dictionary(label, fc.nat(), { maxKeys: 3 }),
})
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

/** The registry of the sender, which has no events. */
class Registry {
  readonly templates = new Map<number, PromptTemplateState>()
  #lastId = 0

  /** Makes a change and returns the state of the template before and after it. */
  make({ pick, kind, name, newVersions, labels }: Change) {
    const ids = [...this.templates.keys()]
    const picked = kind === 'create' ? undefined : ids[pick % Math.max(1, ids.length)]
    const id = picked ?? ++this.#lastId
    const before = this.templates.get(id) ?? null
    if (before && kind === 'delete') {
      this.templates.delete(id)
      return { before, after: null }
    }
    const latestVersion = (before?.latestVersion ?? 1) + newVersions
    const versionOf = (number: number) => 1 + (number % latestVersion)
    const after: PromptTemplateState = {
      id,
      name: name ?? before?.name ?? 'Hello',
      latestVersion,
      labels: Object.fromEntries(Object.entries(labels).map(([key, number]) => [key, versionOf(number)])),
    }
    this.templates.set(id, after)
    return { before, after }
  }
}

/** A receiver that records the events it handles. */
function recordingReceiver(scheme: SignatureScheme) {
  const handled: (WebhookEvent | UnknownWebhookEvent)[] = []
  const onAny = (event: WebhookEvent | UnknownWebhookEvent) => void handled.push(event)
  return { handled, receiver: createReceiver({ secret, scheme, on: {}, onAny }) }
}

/** Builds the templates from the events, ordered by timestamp. */
function templatesFrom(events: readonly (WebhookEvent | UnknownWebhookEvent)[]) {
  const templates = new Map<number, PromptTemplateState>()
  for (const event of [...events].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))) {
    applyEventTo(templates, event)
  }
  return templates
}

/** An event of a type that a later contract may have. Its effect on a template is unknown. */
const laterEvent = JSON.stringify({
  event_type: 'prompt_template_added_later',
  details: { prompt_template_id: 1, prompt_template_name: 'other', prompt_template_version_number: 99 },
  user_id: 1,
  workspace_id: 1,
  timestamp: '2100-01-01T00:00:00.000000',
})

it('receivers get the state of a registry, whatever goes wrong with the deliveries', async () => {
  const metFaults = new Set<Fault>()
  const types = new Set<string>()
  let repeated = 0

  const walk = fc.asyncProperty(
    fc.array(change, { minLength: 15, maxLength: 25 }),
    fc.array(fc.option(fc.constantFrom(...faults), { freq: 2, nil: undefined }), {
      minLength: 50,
      maxLength: 50,
    }),
    async (changes, faultsToCome) => {
      const nextFault = () => {
        const fault = faultsToCome.pop()
        if (fault) metFaults.add(fault)
        return fault
      }
      const atLeastOnce = recordingReceiver('promptlayer')
      const once = recordingReceiver('both')
      const leaving = recordingReceiver('promptlayer')
      const servers = [
        faultyEndpoint(atLeastOnce.receiver, nextFault),
        faultyEndpoint(once.receiver, nextFault),
        faultyEndpoint(leaving.receiver, () => 'gone'),
      ]
      const ports = await Promise.all(servers.map((server) => start(server)))
      const outcomes: string[] = []
      const emitter = createEmitter({
        endpoints: ports.map((port) => ({ url: `http://127.0.0.1:${port}/`, secret })),
        allow: ['127.0.0.1'],
        // Long enough for a busy machine: an attempt that is only late would be repeated without end.
        timeoutMs: 1000,
        retryDelay: () => 1,
        onDelivery: ({ state, endpoint }) => endpoint.url.includes(`:${ports[2]}/`) && outcomes.push(state),
      })

      const registry = new Registry()
      const emitted: WebhookEvent[] = []
      for (const each of changes) {
        const { before, after } = registry.make(each)
        for (const event of diffTemplates(before, after, origin)) {
          emitted.push(event)
          emitter.emit(event)
        }
      }
      const headers = {
        'content-type': 'application/json',
        'x-promptlayer-signature': signPayload(laterEvent, secret),
      }
      await atLeastOnce.receiver.receive({ body: laterEvent, headers })
      await emitter.close()

      const texts = (events: readonly object[]) =>
        events.map((event) => canonicalJson(JSON.stringify(event))).sort()
      expect(new Set(texts(atLeastOnce.handled))).toEqual(
        new Set(texts([JSON.parse(laterEvent), ...emitted])),
      )
      expect(texts(once.handled)).toEqual(texts(emitted))
      expect(leaving.handled).toEqual([])
      expect(outcomes).toEqual(emitted.map(() => 'failed'))
      expect(templatesFrom(atLeastOnce.handled)).toEqual(registry.templates)
      expect(templatesFrom(once.handled)).toEqual(registry.templates)

      for (const { event_type } of emitted) types.add(event_type)
      repeated += atLeastOnce.handled.length - emitted.length
    },
  )
  await fc.assert(walk, { numRuns: 5, endOnFailure: true, seed })

  // Without every fault and every type, the test would prove little.
  expect([...metFaults].sort(), `seed ${seed}`).toEqual([...faults].sort())
  expect([...types].sort(), `seed ${seed}`).toEqual(webhookEventTypes.filter(hasPartInState).sort())
  expect(repeated, `seed ${seed}`).toBeGreaterThan(0)
})

/**
 * Tells whether events of the type change the state of a template. In a later contract, some types may not.
 */
function hasPartInState(type: WebhookEventType): boolean {
  const event: WebhookEvent = exampleEvents[type]
  const { prompt_template_id: id, prompt_template_label: label = 'any' } = event.details as TemplateDetails
  const unlabelled = { id, name: 'another', latestVersion: 1, labels: {} }
  const labelled = { ...unlabelled, labels: { [label]: 1 } }
  return [null, unlabelled, labelled].some((state) => applyEvent(state, event) !== state)
}

interface TemplateDetails {
  readonly prompt_template_id: number
  readonly prompt_template_label?: string
}
