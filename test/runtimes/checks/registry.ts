import { applyEvent, diffTemplates, type PromptTemplateState } from 'prompt-webhooks/registry'
import { exampleEvents } from 'prompt-webhooks/testing'
import { type Group, record, same } from '../check.js'

const from: PromptTemplateState = { id: 7, name: 'Hello', latestVersion: 2, labels: { prod: 1, dev: 2 } }
const to: PromptTemplateState = { id: 7, name: 'Hi', latestVersion: 3, labels: { prod: 3, test: 1 } }
const origin = { userId: 1, workspaceId: 1, timestamp: '2026-01-01T00:00:00' }

/** Applying events to the state of a template. */
export const registry: Group = {
  entry: './registry',
  needs: [],
  checks: [
    {
      name: 'the events of a difference lead from one state to the other',
      run: () => {
        for (const [before, after] of [
          [from, to],
          [from, null],
          [null, from],
        ] as const) {
          same(diffTemplates(before, after, origin).reduce(applyEvent, before), after)
        }
      },
    },
    {
      name: 'applies each example',
      run: () => {
        const created = applyEvent(null, exampleEvents.prompt_template_created)
        record(
          'states',
          Object.values(exampleEvents).map((event) => applyEvent(created, event)),
        )
      },
    },
  ],
}
