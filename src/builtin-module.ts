interface Runtime {
  readonly process?: { getBuiltinModule?(id: string): unknown }
}

/**
 * A module of Node, where there is a Node or something that has its modules; the caller declares what is used of it. Asked for,
 * not imported: the same build runs where there is no Node.
 */
export function builtinModule<Module>(id: `node:${string}`): Module | undefined {
  return (globalThis as Runtime).process?.getBuiltinModule?.(id) as Module | undefined
}
