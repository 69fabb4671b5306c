import type { FieldSchema } from '../../../generated/schemas.js'
import { webhookEventTypes } from '../../../index.js'
import { alternativesOf, eventSchemas, presentSchema } from '../../event-schema.js'
import type { Check } from '../check.js'
import { accepted } from '../expectation.js'
import { type EventData, markedEvent } from '../marked-event.js'
import type { Session } from '../session.js'

/** What the contract allows beyond the plain events. */
export function contractChecks(): Check[] {
  return [
    {
      id: 'contract/unknown-type',
      level: 'must',
      description: 'acknowledges an event of a type that it does not know',
      run: (session) =>
        session.firstProblem([
          {
            sent: 'an event of a type that no contract has, signed',
            request: session.signed({
              ...session.event(),
              event_type: 'prompt_webhooks_check_unknown',
              details: { added_later: true },
            }),
            expected: accepted,
            advice:
              'Senders add types. Answer 204 to those that you do not know, or the sender tries for ever.',
          },
        ]),
    },
    {
      id: 'contract/extra-keys',
      level: 'must',
      description: 'accepts keys that were added later',
      run: (session) => {
        const extra = { added_later: { list: [1, null, true, 'text'], empty: {} } }
        const event = session.event()
        return session.firstProblem([
          sending(session, { ...event, ...extra }, 'an unknown key in the envelope', extraAdvice),
          sending(
            session,
            { ...event, details: { ...event.details, ...extra } },
            'an unknown key in details',
            extraAdvice,
          ),
        ])
      },
    },
    {
      id: 'contract/absent-fields',
      level: 'must',
      description: 'accepts events without their optional fields',
      run: (session) => session.firstProblem(withoutOptionalFields(session)),
    },
    {
      id: 'contract/null-fields',
      level: 'must',
      description: 'accepts null where the contract has it',
      run: (session) => {
        const event = session.event()
        const nulls = fieldsOf(session.acceptedType).filter(({ schema }) =>
          alternativesOf(schema).some(({ type }) => type === 'null'),
        )
        return session.firstProblem(
          nulls.map((field) =>
            sending(
              session,
              withField(event, field, null),
              `${field.name} is null`,
              `Accept null for ${field.name}: senders send it.`,
            ),
          ),
        )
      },
    },
    {
      id: 'contract/largest-numbers',
      level: 'must',
      description: 'accepts whole numbers up to the limit of the contract',
      run: (session) => {
        const event = session.event()
        const numbers = fieldsOf(session.acceptedType).filter(
          ({ schema }) => presentSchema(schema).maximum !== undefined,
        )
        return session.firstProblem(
          numbers.map((field) => {
            const { maximum } = presentSchema(field.schema)
            return sending(
              session,
              withField(event, field, maximum),
              `${field.name} is ${maximum}`,
              `Keep ${field.name} in 64 bits.`,
            )
          }),
        )
      },
    },
  ]
}

const extraAdvice = 'Ignore keys that you do not know: senders add some without a new version.'

function sending(session: Session, event: EventData, how: string, advice: string) {
  return {
    sent: `${event.event_type}, signed: ${how}`,
    request: session.signed(event),
    expected: accepted,
    advice,
  }
}

/** A field of the envelope or of `details`. */
interface Field {
  readonly name: string
  readonly key: string
  readonly isDetail: boolean
  readonly isRequired: boolean
  readonly schema: FieldSchema
}

function fieldsOf(type: (typeof webhookEventTypes)[number]): Field[] {
  const fields = ({ properties = {}, required = [] }: FieldSchema, isDetail: boolean) =>
    Object.entries(properties)
      .filter(([key]) => isDetail || key !== 'details')
      .map(([key, schema]) => ({
        name: isDetail ? `details.${key}` : key,
        key,
        isDetail,
        isRequired: required.includes(key),
        schema,
      }))
  const envelope = eventSchemas.tolerant[type]
  return [...fields(envelope, false), ...fields(envelope.properties?.details ?? {}, true)]
}

/** Returns an event with another value of a field; `undefined` removes it. */
function withField(event: EventData, { key, isDetail }: Field, value: unknown): EventData {
  return isDetail
    ? { ...event, details: put(event.details, key, value) }
    : (put(event, key, value) as EventData)
}

function put(object: Readonly<Record<string, unknown>>, key: string, value: unknown) {
  const { [key]: _, ...others } = object
  return value === undefined ? others : { ...others, [key]: value }
}

// Types share the envelope, so each of its fields is left out once.
function withoutOptionalFields(session: Session) {
  const types = [session.acceptedType, ...webhookEventTypes.filter((type) => type !== session.acceptedType)]
  return types.flatMap((type) =>
    fieldsOf(type)
      .filter(({ isRequired, isDetail }) => !isRequired && (isDetail || type === session.acceptedType))
      .map((field) =>
        sending(
          session,
          withField(markedEvent(type), field, undefined),
          `without ${field.name}`,
          `Treat ${field.name} as optional: older payloads lack it.`,
        ),
      ),
  )
}
