import { expect, test } from 'vitest'
import { each, expectCount } from '../../bench/expect-count.js'

const isEven = (value: number) => value % 2 === 0

test('a peer that passes as many items as expected may be measured', () => {
  expect(each([1, 2, 3, 4], isEven, 2)).not.toThrow()
  expect(each([1, 3], isEven, 0)).not.toThrow()
})

test('a peer that passes fewer, more or none may not, even if the number is a multiple', () => {
  expect(each([1, 2, 3], isEven, 2)).toThrow('A peer has 1 results, and 2 are expected')
  expect(each([2, 4], () => false, 2)).toThrow('A peer has 0 results')
  expect(each([1, 3], () => true, 0)).toThrow('A peer has 2 results')
  expect(() => expectCount(8, 4)).toThrow('A peer has 8 results')
})
