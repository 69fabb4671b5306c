import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { hasTools } from '../support/tools.js'

/** Whether terminal tests can run. In CI they must. */
export const hasTerminal = hasTools('tmux')

/** A real terminal (tmux) with a shell in it. */
export class Terminal {
  private readonly server = `prompt-webhooks-${process.pid}-${Math.random()}`

  constructor(size: { columns: number; rows: number }, environment: Record<string, string> = {}) {
    const { PATH = '', HOME = '' } = process.env
    const all = { PATH, HOME, LANG: 'C.UTF-8', TERM: 'xterm-256color', PS1: '$ ', ...environment }
    const settings = Object.entries(all).map(([name, value]) => `${name}=${value}`)
    const shell = ['env', '-i', ...settings, 'bash', '--norc', '--noprofile']
    const at = ['-x', `${size.columns}`, '-y', `${size.rows}`]
    this.tmux('-u', '-f', '/dev/null', 'new-session', '-d', ...at, ...shell)
  }

  type(text: string): void {
    this.tmux('send-keys', '-l', text)
    this.press('Enter')
  }

  press(key: string): void {
    this.tmux('send-keys', key)
  }

  /** Returns the text on the screen, optionally with its colours. */
  screen(options: { colours?: boolean } = {}): string {
    return this.tmux('capture-pane', '-p', ...(options.colours ? ['-e'] : [])).trimEnd()
  }

  /** Waits until the screen matches the pattern, and returns it. */
  async until(pattern: RegExp): Promise<string> {
    for (let tries = 0; tries < 900; tries++) {
      const screen = this.screen()
      if (pattern.test(screen)) return screen
      await setTimeout(50)
    }
    throw new Error(`${pattern} does not show on:\n${this.screen()}`)
  }

  close(): void {
    this.tmux('kill-server')
  }

  private tmux(...args: string[]): string {
    return execFileSync('tmux', ['-L', this.server, ...args], { encoding: 'utf8' })
  }
}
