import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { output } from './programs.js'

/** Compiles TypeScript sources as separate modules of a user's project, and returns the compiler's output. */
export function compileBlocks(blocks: readonly string[]): string {
  return compileFiles(Object.fromEntries(blocks.map((block, index) => [`${index}.mts`, block])))
}

/** Compiles the files of a user's project, by name, and returns the compiler's output. */
export function compileFiles(files: Readonly<Record<string, string>>): string {
  // Inside the package, so that its own name resolves to it.
  const folder = mkdtempSync('documentation-')
  try {
    for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), source)
    const compilerOptions = {
      module: 'esnext',
      moduleResolution: 'bundler',
      types: ['node', 'next'],
      lib: ['es2022', 'dom'],
      noUnusedLocals: false,
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include: ['.'] }),
    )
    return output([process.execPath, 'node_modules/typescript/bin/tsc', '-p', folder])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
