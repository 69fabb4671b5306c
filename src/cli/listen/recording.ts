import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { printable } from '../terminal/printable.js'

/** What became of an event that was to be recorded. */
export type Recorded = { readonly file: string } | { readonly error: string }

/** Saves the bodies of events in a folder, each in its own file. */
export class Recording {
  readonly #folder: string
  /** The number that the next file of a type starts with. */
  readonly #numbers = new Map<string, number>()

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Creates the folder, if it does not exist. @throws {Error} if it cannot be created. */
  static async in(folder: string): Promise<Recording> {
    await mkdir(folder, { recursive: true })
    return new Recording(folder)
  }

  /**
   * Saves a body, byte by byte, as `<type>.json`, `<type>-2.json` and so on. It overwrites nothing, and only
   * this user can read the file. Never rejects.
   *
   * @param type The type of a valid event, so one of the contract: safe in a file name.
   */
  async save(type: string, body: Uint8Array): Promise<Recorded> {
    for (;;) {
      const number = this.#numbers.get(type) ?? 1
      // Before the file is written, because more events can arrive in the meantime.
      this.#numbers.set(type, number + 1)
      const file = join(this.#folder, `${type}${number === 1 ? '' : `-${number}`}.json`)
      try {
        await writeFile(file, body, { flag: 'wx', mode: 0o600 })
        return { file }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code !== 'EEXIST') return { error: `${file} cannot be written (${code})` }
      }
    }
  }
}

/**
 * Opens the folder of `--record`, if it is set, and ends the command with an error if it cannot be created.
 */
export async function openRecording(
  folder: string | undefined,
  command: Command,
): Promise<Recording | undefined> {
  if (folder === undefined) return undefined
  return Recording.in(folder).catch((error) =>
    command.error(`error: --record: ${printable(folder)} cannot be created (${error.code})`),
  )
}
