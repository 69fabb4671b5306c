import { afterEach, expect, test, vi } from 'vitest'
import { untilSignal } from '../src/cli/until-signal.js'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('the first signal resolves, its echo does nothing, and the next one ends the process', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  const before = process.listenerCount('SIGINT')
  const signalled = untilSignal()
  process.emit('SIGINT', 'SIGINT')
  expect(await signalled).toBe('SIGINT')
  vi.advanceTimersByTime(499)
  process.emit('SIGINT', 'SIGINT')
  expect(kill).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  process.emit('SIGINT', 'SIGINT')
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGINT']])
  expect(process.listenerCount('SIGINT')).toBe(before)
})
