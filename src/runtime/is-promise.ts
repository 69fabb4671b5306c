/**
 * Returns whether `await` would wait for the value. Not `instanceof`: async functions return the engine's own
 * promises, also where a program has replaced the global `Promise`, as zone.js does.
 */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof (value as PromiseLike<Value> | null | undefined)?.then === 'function'
}
