import type { Webhook } from './webhook.js'

/** The entity tag of a webhook: another one after each change by a person. */
export function webhookTag({ updatedAt }: Pick<Webhook, 'updatedAt'>): string {
  return `"${updatedAt.getTime()}"`
}

/** Reads the `updatedAt` from an `If-Match` header. Returns undefined if it cannot be one. */
export function updatedAtOf(tag: string): Date | undefined {
  const milliseconds = /^"(\d{1,15})"$/.exec(tag.trim())?.[1]
  return milliseconds === undefined ? undefined : new Date(Number(milliseconds))
}
