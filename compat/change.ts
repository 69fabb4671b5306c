import type { Bump } from './bump.js'

/** Who has to act on a change, or may profit from it. */
export type Audience = 'receiver' | 'emitter' | 'schema consumer'

/**
 * How large a change is by the policy of docs/versioning.md: the bump that it needs from version 1.0.0 on.
 */
export type ChangeClass = Exclude<Bump, 'none'>

/** One difference between two versions of the published schemas. */
export interface Change {
  /** What changed: an event type or a title and a field (`prompt_template_deleted.details.x`), or a file. */
  readonly path: string
  readonly audience: Audience
  readonly class: ChangeClass
  /** One or two sentences: what changed, and what that means for the audience. */
  readonly words: string
}
