/**
 * The compiler knows the web's types from the DOM library or from Node's declarations, and this package asks for
 * neither. So each is the global type where the project has it, and else the little that is used of it here.
 */
export type WebGlobal<Name extends string, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: { readonly prototype: infer Type }
}
  ? Type
  : Otherwise
