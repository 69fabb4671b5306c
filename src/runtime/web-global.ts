/**
 * The type of a web global. If the project has it, from TypeScript's `dom` library or from `@types/node`, it
 * is that type. Otherwise it is the given type, with only the parts that this package uses. So the package
 * requires neither.
 */
export type WebGlobal<Name extends string, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: { readonly prototype: infer Type }
}
  ? Type
  : Otherwise
