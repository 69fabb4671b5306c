import type { Step } from './step.js'

/** Where steps look, and where their results go. */
interface Surroundings {
  readonly root: string
  /** Prints a line. */
  readonly print: (line: string) => void
  /** Milliseconds since some moment. */
  readonly now: () => number
}

/**
 * Runs steps one after the other, prints a line for each and a summary.
 *
 * @returns whether everything is there.
 */
export async function runSteps(steps: readonly Step[], { root, print, now }: Surroundings): Promise<boolean> {
  const failed: Step[] = []
  for (const step of steps) {
    const start = now()
    const faults = await faultsOf(step, root)
    if (faults.length > 0) failed.push(step)
    const seconds = ((now() - start) / 1000).toFixed(1)
    print(faults.length > 0 ? `✗ ${step.name}: ${faults.join(' ')}` : `✓ ${step.name} ${seconds} s`)
  }
  print('')
  print(summaryOf(steps, failed))
  return failed.length === 0
}

async function faultsOf(step: Step, root: string): Promise<readonly string[]> {
  try {
    return await step.faults(root)
  } catch (error) {
    return [`It stopped: ${error instanceof Error ? error.message : error}`]
  }
}

function summaryOf(steps: readonly Step[], failed: readonly Step[]): string {
  const count = `${steps.length - failed.length} of ${steps.length} steps passed.`
  if (failed.length === 0) return `${count} Ready to release.`
  const namesOf = (some: readonly Step[]) => some.map(({ name }) => name).join(', ')
  const own = failed.filter(({ needsPerson }) => !needsPerson)
  return own.length === 0
    ? `${count} Ready, except for what only a person can supply: ${namesOf(failed)}.`
    : `${count} Not ready: ${namesOf(failed)}.`
}
