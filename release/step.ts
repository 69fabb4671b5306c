/** One thing that a release needs. */
export interface Step {
  /** One word, which selects it on the command line. */
  readonly name: string
  /** Whether only a person can supply what is missing. */
  readonly needsPerson?: boolean
  /**
   * Looks at the project in a folder.
   *
   * @returns what is wrong, and what to do next, in one line for each fault.
   */
  faults(root: string): Promise<readonly string[]> | readonly string[]
}
