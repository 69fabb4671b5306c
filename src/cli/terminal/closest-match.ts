import { closest, distance } from 'fastest-levenshtein'

/** Returns the candidate nearest to a mistyped word, if it is at most `maxEdits` edits away. */
export function closestMatch(
  mistyped: string,
  candidates: readonly string[],
  maxEdits: number,
): string | undefined {
  // The edit distance takes time in proportion to the length, and no candidate is near a text this long.
  if (mistyped.length > 100) return undefined
  const nearest = closest(mistyped, [...candidates])
  return distance(mistyped, nearest) <= maxEdits ? nearest : undefined
}
