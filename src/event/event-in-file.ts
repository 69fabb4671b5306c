/**
 * Returns the event in a payload file. A `$schema` beside its fields is for editors: they find the schema of
 * the file by it. It is not a part of the event. The value of the file stays unchanged.
 */
export function eventInFile(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, '$schema')) return value
  const { $schema, ...event } = value as Record<string, unknown>
  return typeof $schema === 'string' ? event : value
}
