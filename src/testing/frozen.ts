/** A copy of a JSON value that nothing can change. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value)
    ? value.map(frozen)
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, frozen(child)]))
  return Object.freeze(copy) as Value
}
