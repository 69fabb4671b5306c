import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openIssue } from '../../drift/open-issue.js'
import { createFolder } from '../cli/command.js'

const page = 'https://example.com/page.mdx'

interface Issue {
  title: string
  body: string
  label: string
}

/** The issues of a repository, behind the parts of `gh` that are used. Labels must exist. */
function repository() {
  const issues: Issue[] = []
  const labels = new Set<string>()
  const gh = (args: readonly string[]): string => {
    const [subject, verb, name = ''] = args
    const option = (key: string) => args[args.indexOf(`--${key}`) + 1] ?? ''
    const text = () => ({ title: option('title'), body: option('body') })
    switch (`${subject} ${verb}`) {
      case 'label create':
        expect(args).toContain('--force')
        labels.add(name)
        return ''
      case 'issue list': {
        expect([option('state'), option('json'), option('jq')]).toEqual(['open', 'number', '.[0].number'])
        const index = issues.findIndex(({ label }) => label === option('label'))
        return index < 0 ? '\n' : `${index + 1}\n`
      }
      case 'issue create':
        expect(labels).toContain(option('label'))
        issues.push({ ...text(), label: option('label') })
        return `https://example.com/issues/${issues.length}`
      case 'issue edit':
        Object.assign(issues[Number(name) - 1] ?? {}, text())
        return `https://example.com/issues/${name}`
      default:
        throw new Error(`unexpected call of gh: ${args}`)
    }
  }
  return { issues, gh }
}

describe('an issue about the page', () => {
  test('is opened once and then updated', () => {
    const { issues, gh } = repository()
    issues.push({ title: 'Another', body: '', label: 'bug' })
    const first = openIssue({ exitCode: 1, report: '✗ one', page }, gh)
    const second = openIssue({ exitCode: 2, report: '✗ two', page }, gh)
    expect(issues).toHaveLength(2)
    expect([first, second]).toEqual(Array(2).fill('https://example.com/issues/2'))
    expect(issues[1]?.title).toBe("The sender's page was not understood")
    expect(issues[1]?.body).toContain('✗ two')
    expect(issues[1]?.body).not.toContain('✗ one')
  })

  test.each([
    [1, "The sender's page and the contract differ", 'Change `src/contract`', 'may lack events'],
    [
      2,
      "The sender's page was not understood",
      'may lack events without anybody noticing',
      'Change `src/contract`',
    ],
    [
      127,
      "The sender's page was not understood",
      'may lack events without anybody noticing',
      'Change `src/contract`',
    ],
  ])('tells what exit code %i means', (exitCode, title, words, others) => {
    const { issues, gh } = repository()
    openIssue({ exitCode, report: 'The report', page }, gh)
    expect(issues[0]?.title).toBe(title)
    for (const each of [words, page, `ended with ${exitCode}`, 'The report'])
      expect(issues[0]?.body).toContain(each)
    expect(issues[0]?.body).not.toContain(others)
  })

  test('holds the report in a fence that the report cannot close, and within the limit of GitHub', () => {
    const { issues, gh } = repository()
    const report = `\`\`\`\n@somebody\n\`\`\`\`\n${'a'.repeat(100_000)}`
    openIssue({ exitCode: 1, report, page }, gh)
    const body = issues[0]?.body ?? ''
    const fences = body.split('\n').filter((line) => line.startsWith('`````'))
    expect(fences).toEqual(['`````text', '`````'])
    expect(body.length).toBeLessThan(65_536)
  })

  test('is made by the script of the workflow, with gh', () => {
    const { folder, write } = createFolder()
    const report = write('report.txt', '✗ a difference')
    const log = write('calls.txt', '')
    chmodSync(
      write('gh', `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\n[ "$2" != create ] || echo an-issue\n`),
      0o755,
    )
    const stdout = execFileSync(resolve('node_modules/.bin/tsx'), ['drift/issue.ts', '1', report, page], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
    })
    expect(stdout).toContain('an-issue')
    const calls = readFileSync(log, 'utf8')
    expect(calls).toContain('issue\ncreate\n--label\nsender-page\n--title\n')
    expect(calls).toContain('✗ a difference')
  })
})

describe('the workflow', () => {
  const workflow = readFileSync('.github/workflows/drift.yml', 'utf8')
  const [, indentedScript = ''] = /id: drift\n {8}run: \|\n((?: {10}.*\n)+)/.exec(workflow) ?? []

  test.each([0, 1, 2])('hands exit code %i and the whole report on', (code) => {
    const { folder, write } = createFolder()
    chmodSync(write('npm', `#!/bin/sh\necho "to out: $*"\necho to err >&2\nexit ${code}\n`), 0o755)
    const output = write('output.txt', '')
    // As GitHub runs a step.
    const stdout = execFileSync(
      'bash',
      ['--noprofile', '--norc', '-e', '-c', indentedScript.replaceAll(/^ {10}/gm, '')],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: `${folder}${delimiter}${process.env.PATH}`, PAGE: page, GITHUB_OUTPUT: output },
      },
    )
    expect(readFileSync(output, 'utf8')).toBe(`code=${code}\n`)
    expect(stdout).toBe(`to out: run --silent drift -- ${page}\nto err\n`)
    expect(readFileSync(`${folder}/report.txt`, 'utf8')).toBe(stdout)
  })

  test('opens an issue for every code but 0, with the right to do so and no other', () => {
    expect(workflow).toContain("if: steps.drift.outputs.code != '0'\n        run: npx tsx drift/issue.ts ")
    expect(workflow).toMatch(/permissions:\n {6}contents: read\n {6}issues: write\n {4}\w/)
    expect(workflow).toMatch(/schedule:\n[^-]*- cron: .\d+ \d+ \* \* \d./)
  })
})
