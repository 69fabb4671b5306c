import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { outputFolder } from './output-folder.js'
import type { Step } from './step.js'

/** A step that passes if a command does. What the command prints goes to a file. */
export function commandStep(name: string, command: readonly [string, ...string[]]): Step {
  return {
    name,
    async faults(root) {
      mkdirSync(join(root, outputFolder), { recursive: true })
      const log = join(outputFolder, `${name}.log`)
      const file = openSync(join(root, log), 'w')
      const [program, ...args] = command
      const child = spawn(program, args, { cwd: root, stdio: ['ignore', file, file] })
      const [code, signal] = await once(child, 'close').finally(() => closeSync(file))
      if (code === 0) return []
      return [`\`${command.join(' ')}\` ended with ${code ?? signal}. Mend what ${log} says.`]
    },
  }
}
