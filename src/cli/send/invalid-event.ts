import type { Command } from 'commander'
import { quoted } from '../../issue/quoted.js'
import { type InvalidEvent, invalidEvents } from '../../testing/index.js'
import { requireEventType } from '../arguments/event-type.js'

/**
 * Returns the invalid event with this name. The name has the event type in front of it, unless the type is
 * given. Otherwise ends the command with an error that lists the names of the type.
 */
export function invalidEventNamed(name: string, type: string | undefined, command: Command): InvalidEvent {
  const [, prefix, defect = name] = /^(\w+): (.*)$/s.exec(name) ?? []
  const wanted = requireEventType(
    command,
    type ?? prefix ?? command.error(`error: --invalid: expected ${form}`),
  )
  if (prefix !== undefined && prefix !== wanted) {
    command.error(`error: --invalid: the name is for the type ${quoted(prefix)}, expected ${wanted}`)
  }
  const candidates = invalidEvents.filter((each) => each.type === wanted)
  const found = candidates.find((each) => each.name === `${wanted}: ${defect}`)
  if (found) return found
  const names = candidates.map((each) => `\n    ${each.name.slice(wanted.length + 2)}`)
  return command.error(`error: --invalid: ${wanted} has no ${quoted(defect)}. It has:${names.join('')}`)
}

const form = 'an event type before it, or in front of the name and a colon'
