/** The types of JSON. Whole numbers are numbers, because a page rarely tells them apart. */
export type ValueType = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null'

/** What a page, or the contract, states about a value. */
export interface Statement {
  /** The types that the value may have. Empty if the contract takes any type. */
  readonly types: readonly ValueType[]
  /** `declared`: these are all the types. `shown`: an example has one of the types. */
  readonly by: 'declared' | 'shown'
  /** Whether the value may be absent. Absent if nothing is stated. */
  readonly optional?: boolean
  /** The known values of an enumerated string, or the value in an example. */
  readonly values?: readonly string[]
  /** What is stated about the items of an array. */
  readonly items?: readonly Statement[]
  /** What is stated about the fields of an object. */
  readonly fields?: Fields
}

/** What is stated about fields, by their names. A page can describe a field more than once. */
export type Fields = ReadonlyMap<string, readonly Statement[]>

/** What a page, or the contract, documents. */
export interface Documentation {
  /** The fields of `details`, by the type of the event. */
  readonly events: ReadonlyMap<string, Fields>
  readonly envelope: Fields
}
