import { z } from 'zod'
import { envelopeFields } from './envelope.js'
import { type Fields, type Shape, strictShape, tolerantShape } from './fields.js'

type Example<Details extends Fields> = z.infer<z.ZodObject<Shape<typeof envelopeFields>>> & {
  details: z.infer<z.ZodObject<Shape<Details>>>
}

/** All that is ever written about one event type. The rest of the package is derived from it. */
export interface EventEntry<Type extends string, Details extends Fields> {
  /** The value of `event_type`. */
  readonly type: Type
  /** One line: when the event is sent. */
  readonly description: string
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
  example,
}: EventEntry<Type, Details>) {
  const event_type = z.literal(type)
  return {
    type,
    description,
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
