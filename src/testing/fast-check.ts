// The caller hands fast-check in. Whoever has not installed it can still compile what is exported beside this.
// biome-ignore-start lint/suspicious/noTsIgnore: here the package is installed, so no error is to be expected

/** @ts-ignore What fast-check exports; anything, where it is not installed. */
export type FastCheck = typeof import('fast-check').default

/** @ts-ignore An arbitrary of fast-check; anything, where it is not installed. */
export type Arbitrary<Value> = import('fast-check').Arbitrary<Value>

// biome-ignore-end lint/suspicious/noTsIgnore: as above
