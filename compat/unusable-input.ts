/** The input cannot be compared. The message says which file, why, and what to do. */
export class UnusableInput extends Error {
  override name = 'UnusableInput'
}
