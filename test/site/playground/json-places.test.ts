import fc from 'fast-check'
import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { findPlaces, findSyntaxFault, type Path } from '../../../site/src/playground/json-places.js'

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
  return [
    path,
    ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key])),
  ]
}

test('every value of any JSON text is found where jsonc-parser finds it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const tree = parseTree(text)
      if (!tree) throw new Error('expected a tree')
      const paths = pathsOf(JSON.parse(text))
      const { values, repeatedKeys } = findPlaces(text, paths)
      expect(repeatedKeys).toEqual([])
      for (const [index, path] of paths.entries()) {
        const node = findNodeAtLocation(tree, [...path])
        if (!node) throw new Error('expected a node')
        const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
        expect(values[index]).toEqual({
          from: node.offset,
          to: node.offset + node.length,
          ...(key && { key: { from: key.offset, to: key.offset + key.length } }),
        })
      }
    }),
    { numRuns: 1000 },
  )
})

test('a text has a fault exactly if JSON.parse rejects it, and the fault is in the text', () => {
  const piece = fc.constantFrom(
    ...['"', '{', '}', '[', ']', ',', ':', '\\', '1', '.', '-', 'e', 't', '//', '\n', '\r', '\t', '\0'],
    ...['\u00a0', '\ufeff', 'null', '\\u12'],
  )
  fc.assert(
    fc.property(fc.json(), fc.nat(), piece, fc.nat(3), (json, at, inserted, removed) => {
      const index = at % (json.length + 1)
      const text = json.slice(0, index) + inserted + json.slice(index + removed)
      const { from, to, reason } = findSyntaxFault(text)
      expect(reason === 'it cannot be read').toBe(isJson(text))
      expect(0 <= from && from <= to && to <= text.length).toBe(true)
    }),
    { numRuns: 20_000 },
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('of a key that occurs twice, the last one counts, and the others are not mixed in', () => {
  const text = '{"a": {"b": 1}, "a": {"c": 2}, "__proto__": 3, "\\u0061": {}}'
  const { values, repeatedKeys } = findPlaces(text, [['a'], ['a', 'b'], ['a', 'c'], ['__proto__']])
  const slice = (place?: { from: number; to: number }) => place && text.slice(place.from, place.to)
  expect(values.map(slice)).toEqual(['{}', undefined, undefined, '3'])
  expect(repeatedKeys.map(slice)).toEqual(['"a"', '"\\u0061"'])
})

test('a key of digits is not an index', () => {
  expect(findPlaces('{"0": 1}', [[0]]).values).toEqual([undefined])
  expect(findPlaces('[1]', [['0']]).values).toEqual([undefined])
})

test('depth overflows nothing', () => {
  const depth = 100_000
  const text = '['.repeat(depth) + ']'.repeat(depth)
  expect(findPlaces(text, [[0]]).values).toEqual([{ from: 1, to: 2 * depth - 1 }])
  expect(findSyntaxFault('{"a":'.repeat(depth))).toEqual({
    from: 5 * depth,
    to: 5 * depth,
    reason: 'expected a value',
  })
})
