import { globals } from './globals.js'

/**
 * A module of Node, where there is a Node or something that has its modules; the caller declares what is used of it. Asked for,
 * not imported: the same build runs where there is no Node.
 */
export function builtinModule<Module>(id: `node:${string}`): Module | undefined {
  return globals.process?.getBuiltinModule?.(id) as Module | undefined
}
