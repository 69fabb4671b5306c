/** What a release does to the version, in ascending order. */
export const bumps = ['none', 'patch', 'minor', 'major'] as const

export type Bump = (typeof bumps)[number]

/** The largest of some bumps. */
export function largestOf(several: readonly Bump[]): Bump {
  return bumps[Math.max(0, ...several.map((each) => bumps.indexOf(each)))] ?? 'none'
}
