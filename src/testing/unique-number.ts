// Test runners start processes and load modules anew, and their tests may share a database: counting from 1 would meet there.
let last = Math.floor(Math.random() * 2 ** 52)

/** A whole number that no other call has given, and most likely none in another process. Within 2^53 − 1. */
export function uniqueNumber(): number {
  last += 1
  return last
}
