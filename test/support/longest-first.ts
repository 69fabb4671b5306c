import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, with the seconds that each takes on an idle core. */
export const longest: Readonly<Record<string, number>> = {
  'test/compat/jsoncompat.test.ts': 100,
  'hub/test/crash/crash.test.ts': 60,
  'test/polyglot/polyglot.test.ts': 47,
  'test/package/compilers.test.ts': 46,
  'hub/test/browser.test.ts': 40,
  'hub/test/rules.test.ts': 40,
  'test/runtimes/runtimes.test.ts': 45,
  'test/package/packed.test.ts': 30,
  'hub/test/delivering.test.ts': 29,
  'test/mutants/mutants.test.ts': 22,
  'test/prompt-cache/processes.test.ts': 21,
  'test/codegen/one-file.test.ts': 19,
  'hub/test/api.test.ts': 18,
  'test/compat/mutations.test.ts': 18,
  'test/package/testing.test.ts': 17,
}

/**
 * Starts the files that take longest first, so that no core is idle while the last one ends. In a clean
 * checkout, Vitest has no times from the last run and starts the largest files first, which are often quick.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const seconds = ({ moduleId, project }: TestSpecification) =>
      longest[moduleId.slice(project.config.root.length + 1)] ?? 0
    return (await super.sort(files)).sort((a, b) => seconds(b) - seconds(a))
  }
}
