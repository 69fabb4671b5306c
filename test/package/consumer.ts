import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { output } from '../support/programs.js'

/** The versions of TypeScript that projects may have, oldest first, by their names in `node_modules`. */
export const compilers = Object.entries(packageJson.devDependencies)
  .filter(([name]) => /^typescript(-[\d.]+)?$/.test(name))
  .sort(([, a], [, b]) => Number.parseFloat(a.replace(/.*@/, '')) - Number.parseFloat(b.replace(/.*@/, '')))
  .map(([name]) => name)

/** Creates a separate project that contains only this package, as npm would publish it. */
export function createConsumer() {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [packed] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8' }))
  const installed = join(folder, 'node_modules', 'prompt-webhooks')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', installed])
  writeFileSync(join(folder, 'package.json'), '{}')

  return {
    folder,
    installed,
    /** The path of the package as npm would publish it. */
    tarball: join(folder, packed.filename),
    /** Paths within the package. */
    files: packed.files.map(({ path }: { path: string }) => path) as string[],
    /** Copies an installed package into the project. */
    install(name: string, as = name): void {
      cpSync(join('node_modules', name), join(folder, 'node_modules', as), { recursive: true })
    },
    /** Compiles files of the project. Throws what the compiler prints if it fails. */
    compile(compiler: string, compilerOptions: object, files: readonly string[]): string {
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
      return output([process.execPath, resolve('node_modules', compiler, 'bin/tsc'), '-p', folder])
    },
    /** Writes a file into the project, runs it, and returns its output. */
    run(file: string, source: string, flags: readonly string[] = []): string {
      writeFileSync(join(folder, file), source)
      return execFileSync(process.execPath, [...flags, file], { cwd: folder, encoding: 'utf8' }).trim()
    },
  }
}
