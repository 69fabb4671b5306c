import { z } from 'zod'
import { envelopeFields } from './envelope.js'
import { type Field, type Fields, type Shape, strictShape, tolerantShape } from './fields.js'

type Example<Details extends Fields> = z.infer<z.ZodObject<Shape<typeof envelopeFields>>> & {
  details: z.infer<z.ZodObject<Shape<Details>>>
}

/**
 * Which reads of a prompt template an event may have changed: `every` read by its name (and by its old name, where
 * the event has one), the read of the `version` and that of the latest one, the read of the `label`, or `none`.
 * An event makes stale only what its details name.
 */
type StaleReads<Details extends Fields> =
  | 'none'
  | (Details extends Record<'prompt_template_name', Field>
      ?
          | 'every'
          | (Details extends Record<'prompt_template_version_number', Field> ? 'version' : never)
          | (Details extends Record<'prompt_template_label', Field> ? 'label' : never)
      : never)

/** All that is ever written about one event type. The rest of the package is derived from it. */
export interface EventEntry<Type extends string, Details extends Fields> {
  /** The value of `event_type`. */
  readonly type: Type
  /** One line: when the event is sent. */
  readonly description: string
  /** The reads that may have changed: by default every one by the names in `details`, which drops too many, never too few. */
  readonly stale?: StaleReads<Details>
  /** The fields of `details`, in the order in which the sender documents them. */
  readonly details: Details
  /** A payload as really sent, without its `event_type`. */
  readonly example: Example<Details>
}

/** An event entry with its zod schemas, tolerant and strict. */
export function defineEvent<const Type extends string, const Details extends Fields>({
  type,
  description,
  details,
  stale,
  example,
}: EventEntry<Type, Details>) {
  const event_type = z.literal(type)
  return {
    type,
    description,
    stale: stale ?? ('prompt_template_name' in details ? 'every' : 'none'),
    example: { event_type: type, ...example },
    tolerant: z
      .object({
        event_type,
        details: z.object(tolerantShape(details)),
        ...tolerantShape(envelopeFields),
      })
      .describe(description),
    strict: z
      .strictObject({
        event_type,
        details: z.strictObject(strictShape(details)),
        ...strictShape(envelopeFields),
      })
      .describe(description),
  }
}
