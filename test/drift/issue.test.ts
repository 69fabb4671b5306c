import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { updateIssue } from '../../drift/update-issue.js'
import { createFolder } from '../cli/command.js'

const page = 'https://example.com/page.mdx'

interface Issue {
  title: string
  body: string
  label: string
  comments: string[]
  isClosed?: boolean
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
        const index = issues.findIndex(({ label, isClosed }) => label === option('label') && !isClosed)
        return index < 0 ? '\n' : `${index + 1}\n`
      }
      case 'issue create':
        expect(labels).toContain(option('label'))
        issues.push({ ...text(), label: option('label'), comments: [] })
        return `https://example.com/issues/${issues.length}`
      case 'issue edit':
        Object.assign(issues[Number(name) - 1] ?? {}, text())
        return `https://example.com/issues/${name}`
      case 'issue view':
        expect([option('json'), option('jq')]).toEqual(['body', '.body'])
        // As GitHub keeps and gh prints it.
        return `${issues[Number(name) - 1]?.body.trimEnd().replaceAll('\n', '\r\n')}\n`
      case 'issue comment':
        issues[Number(name) - 1]?.comments.push(option('body'))
        return `https://example.com/issues/${name}#comment`
      case 'issue close':
        Object.assign(issues[Number(name) - 1] ?? {}, { isClosed: true })
        issues[Number(name) - 1]?.comments.push(option('comment'))
        return ''
      default:
        throw new Error(`unexpected call of gh: ${args}`)
    }
  }
  return { issues, gh }
}

describe('an issue about the page', () => {
  test('is opened once and then updated', () => {
    const { issues, gh } = repository()
    issues.push({ title: 'Another', body: '', label: 'bug', comments: [] })
    const first = updateIssue({ exitCode: 1, report: '✗ one', page }, gh)
    const second = updateIssue({ exitCode: 2, report: '✗ two', page }, gh)
    expect(issues).toHaveLength(2)
    expect([first, second]).toEqual(['https://example.com/issues/2', 'https://example.com/issues/2#comment'])
    expect(issues[1]?.title).toBe("The sender's page was not understood")
    expect(issues[1]?.body).toContain('✗ two')
    expect(issues[1]?.body).not.toContain('✗ one')
  })

  test('gets a comment for each report that differs, because an edit notifies nobody', () => {
    const { issues, gh } = repository()
    for (const report of ['✗ one', '✗ one', '✗ two', '✗ two']) updateIssue({ exitCode: 1, report, page }, gh)
    expect(issues).toHaveLength(1)
    expect(issues[0]?.comments).toEqual([expect.stringContaining('✗ two')])
  })

  test('is closed when nothing differs, and the next one is new', () => {
    const { issues, gh } = repository()
    expect(updateIssue({ exitCode: 0, report: 'fine', page }, gh)).toBe('')
    expect(issues).toEqual([])
    updateIssue({ exitCode: 2, report: '✗ one', page }, gh)
    updateIssue({ exitCode: 0, report: 'fine', page }, gh)
    expect(issues).toMatchObject([
      { isClosed: true, comments: ['Now the contract has everything that the page documents.'] },
    ])
    updateIssue({ exitCode: 1, report: '✗ two', page }, gh)
    expect(issues).toHaveLength(2)
    expect(issues[1]).not.toHaveProperty('isClosed')
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
    updateIssue({ exitCode, report: 'The report', page }, gh)
    expect(issues[0]?.title).toBe(title)
    for (const each of [words, page, `ended with ${exitCode}`, 'The report'])
      expect(issues[0]?.body).toContain(each)
    expect(issues[0]?.body).not.toContain(others)
  })

  test('holds the report in a fence that the report cannot close, and within the limit of GitHub', () => {
    const { issues, gh } = repository()
    const report = `\`\`\`\n@somebody\n\`\`\`\`\n${'a'.repeat(100_000)}`
    updateIssue({ exitCode: 1, report, page }, gh)
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

  test('hands every code to the script, with the right to write issues and no other', () => {
    expect(workflow).toContain('\n      - run: npx tsx drift/issue.ts "$CODE" report.txt "$PAGE"\n')
    expect(workflow).toMatch(/permissions:\n {6}contents: read\n {6}issues: write\n {4}\w/)
    expect(workflow).toMatch(/schedule:\n[^-]*- cron: .\d+ \d+ \* \* \d./)
  })
})
