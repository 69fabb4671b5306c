import { fromCloudEvent, toCloudEvent } from 'prompt-webhooks/cloudevents'
import { exampleEvents } from 'prompt-webhooks/testing'
import { type Group, record, same } from '../check.js'

/** CloudEvents, there and back. */
export const cloudevents: Group = {
  entry: './cloudevents',
  needs: ['TextDecoder', 'TextEncoder'],
  checks: [
    {
      name: 'turns each example into a CloudEvent and back',
      run: () => {
        for (const event of Object.values(exampleEvents)) {
          const cloudEvent = toCloudEvent(event)
          same(fromCloudEvent(JSON.parse(JSON.stringify(cloudEvent))), event)
          record(`CloudEvent of ${event.event_type}`, cloudEvent)
        }
      },
    },
  ],
}
