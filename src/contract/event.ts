import { z } from 'zod'
import { envelopeDescriptions, envelopeFields } from './envelope.js'
import { type Field, type Fields, type Shape, strictShape, tolerantShape } from './fields.js'

type Example<Details extends Fields> = z.infer<z.ZodObject<Shape<typeof envelopeFields, 'strict'>>> & {
  details: z.infer<z.ZodObject<Shape<Details, 'strict'>>>
}

/**
 * The cached reads of a prompt template that an event may have changed:
 *
 * - `every`: every read by the name, and by the old name if the event has one
 * - `version`: the read of the version, and the read of the latest version
 * - `label`: the read of the label
 * - `none`: no read
 *
 * The type allows only what the details of the event name.
 */
type StaleReads<Details extends Fields> =
  | 'none'
  | (Details extends Record<'prompt_template_name', Field>
      ?
          | 'every'
          | (Details extends Record<'prompt_template_version_number', Field> ? 'version' : never)
          | (Details extends Record<'prompt_template_label', Field> ? 'label' : never)
      : never)

/**
 * Which fields of `details` say what an event is about, so that two events of one type can be told apart:
 *
 * - `id`, `name`: the thing, such as a prompt template
 * - `previousName`: its name before the event
 * - `label`, `version`: the part of the thing
 * - `run`: the run or import
 */
export interface Subject<FieldName> {
  readonly id: FieldName
  readonly name?: FieldName
  readonly previousName?: FieldName
  readonly label?: FieldName
  readonly version?: FieldName
  readonly run?: FieldName
}

/** One event type. The rest of the package is derived from it. */
export interface EventEntry<Type extends string, Details extends Fields> {
  /** The value of `event_type`. */
  readonly type: Type
  /** One line: when the event is sent. */
  readonly description: string
  /**
   * The cached reads that the event makes stale. Default: `every` if `details` has a `prompt_template_name`,
   * which drops too many reads rather than too few; otherwise `none`.
   */
  readonly stale?: StaleReads<Details>
  /** Which fields of `details` say what the event is about. */
  readonly subject: Subject<keyof Details>
  /**
   * Why the sender's documentation does not have the event. `npm run drift` then does not warn that only the
   * contract has it.
   */
  readonly undocumented?: string
  /** The fields of `details`, in the order of the sender's documentation. */
  readonly details: Details
  /** An example payload in the sender's form, without its `event_type`. */
  readonly example: Example<Details>
}

/** Adds the tolerant and the strict zod schema to an event entry. */
export function defineEvent<const Type extends string, const Details extends Fields>({
  type,
  description,
  details,
  stale,
  subject,
  undocumented,
  example,
}: EventEntry<Type, Details>) {
  const event_type = z.literal(type).describe(envelopeDescriptions.event_type)
  return {
    type,
    description,
    stale: stale ?? ('prompt_template_name' in details ? 'every' : 'none'),
    subject: subject as Subject<string>,
    undocumented,
    example: { event_type: type, ...example },
    tolerant: z
      .object({
        event_type,
        details: z.object(tolerantShape(details)).describe(envelopeDescriptions.details),
        ...tolerantShape(envelopeFields),
      })
      .describe(description),
    strict: z
      .strictObject({
        event_type,
        details: z.strictObject(strictShape(details)).describe(envelopeDescriptions.details),
        ...strictShape(envelopeFields),
      })
      .describe(description),
  }
}
