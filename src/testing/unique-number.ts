// A random start: test runners start several processes and reload modules, and the tests may share a
// database.
let last = Math.floor(Math.random() * 2 ** 52)

/**
 * Returns a whole number up to 2^53 − 1 that no other call in this process has returned, and almost certainly
 * no call in another process.
 */
export function uniqueNumber(): number {
  last += 1
  return last
}
