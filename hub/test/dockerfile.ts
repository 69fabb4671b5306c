import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { promisify } from 'node:util'

/** One instruction of a Dockerfile, such as `COPY` with its text. */
export interface Instruction {
  readonly name: string
  readonly text: string
}

/** Reads the instructions of a Dockerfile without line continuations. */
export function readDockerfile(text: string): Instruction[] {
  return text
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? []
      return { name, text: rest }
    })
}

/** What replaying a Dockerfile leaves behind. */
export interface ReplayedImage {
  /** The folder that stands for `/` of the last stage. */
  readonly root: string
  readonly environment: Record<string, string>
  /** The working folder, below `root`. */
  readonly folder: string
  readonly user: string
  /** JSON forms, as lists. */
  readonly healthcheck: readonly string[]
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
}

/**
 * Replays the steps of a Dockerfile in an empty folder, because there is no container engine: each stage has
 * a folder that stands for `/`. Owners are ignored, and so is the base image: the programs of this machine
 * run.
 */
export async function replayDockerfile(
  instructions: readonly Instruction[],
  options: { readonly arguments: Record<string, string>; readonly environment: Record<string, string> },
): Promise<ReplayedImage> {
  const base = mkdtempSync(join(tmpdir(), 'prompt-webhooks-image-'))
  const stages = new Map<string, string>()
  let image = emptyImage('')
  const places: Record<string, (text: string) => void | Promise<void>> = {
    FROM(text) {
      const name = /\bAS (\S+)$/i.exec(text)?.[1] ?? 'last'
      const root = join(base, name)
      mkdirSync(root)
      stages.set(name, root)
      image = emptyImage(root)
    },
    ARG(text) {
      const [name = '', value = ''] = text.split(/=(.*)/s)
      image.environment[name] = options.arguments[name] ?? value
    },
    ENV(text) {
      const [name = '', value = ''] = text.split(/=(.*)/s)
      image.environment[name] = value
        .replace('$PATH', options.environment.PATH ?? '')
        .replaceAll('/opt/', `${image.root}/opt/`)
    },
    WORKDIR(text) {
      image.folder = join(image.root, posix.resolve('/', text))
      mkdirSync(image.folder, { recursive: true })
    },
    COPY(text) {
      const words = text.split(' ').filter((word) => !word.startsWith('--'))
      const stage = stages.get(/--from=(\S+)/.exec(text)?.[1] ?? '')
      const [from = '', to = ''] = words
      if (stage === undefined || words.length !== 2) throw new Error(`COPY ${text}: cannot be replayed`)
      cpSync(join(stage, from), join(image.root, to), { recursive: true, verbatimSymlinks: true })
    },
    async RUN(text) {
      await promisify(execFile)('sh', ['-ec', text], {
        cwd: image.folder,
        env: { ...options.environment, ...image.environment },
      })
    },
    USER(text) {
      image.user = text
    },
    EXPOSE() {},
    HEALTHCHECK(text) {
      image.healthcheck = JSON.parse(text.slice(text.indexOf('CMD ') + 4))
    },
    ENTRYPOINT(text) {
      image.entrypoint = JSON.parse(text)
    },
    CMD(text) {
      image.command = JSON.parse(text)
    },
  }
  for (const { name, text } of instructions) {
    const place = places[name]
    if (!place) throw new Error(`${name}: cannot be replayed`)
    await place(text)
  }
  return image
}

function emptyImage(root: string) {
  return {
    root,
    environment: {} as Record<string, string>,
    folder: root,
    user: 'root',
    healthcheck: [] as string[],
    entrypoint: [] as string[],
    command: [] as string[],
  }
}
