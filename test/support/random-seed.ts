/**
 * A seed for fast-check, new in each run. Name it in what fails: fast-check prints the seed of a failing
 * property, but not that of a sample, nor of an assertion that follows the runs.
 */
export const seed = Date.now() % 2 ** 31
