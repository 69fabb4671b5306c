import { globals } from './globals.js'

/**
 * Returns a module of Node, or `undefined` if the runtime does not have it. The caller declares the parts
 * that it uses. There is no import, so the same build runs in every runtime.
 */
export function builtinModule<Module>(id: `node:${string}`): Module | undefined {
  return globals.process?.getBuiltinModule?.(id) as Module | undefined
}
