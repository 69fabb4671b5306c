import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFolder, run } from '../command.js'
import { invalid, parseReport, payload, unknown, valid } from './check.js'

const { folder, write } = createFolder()

/** The marks and the names in the report on some files. */
const marksOf = (stdout: string) => parseReport(stdout).files.map(({ mark, name }) => [mark, name])

test('the published payloads are valid', () => {
  const files = readdirSync('examples/payloads').map((name) => `examples/payloads/${name}`)
  const { status, stdout, stderr } = run(['validate', ...files])
  expect([status, stderr]).toEqual([0, ''])
  expect(marksOf(stdout)).toEqual(files.map((path) => ['✓', path]))
})

test('standard input is read for -, and if no file is named', () => {
  for (const args of [['validate', '-'], ['validate']]) {
    const { status, stdout } = run(args, valid)
    expect(status).toBe(0)
    expect(marksOf(stdout)).toEqual([['✓', '-']])
  }
})

describe('folders and globs', () => {
  mkdirSync(join(folder, 'events/deep'), { recursive: true })
  mkdirSync(join(folder, 'events/node_modules'))
  mkdirSync(join(folder, 'events/.git'))
  const files = ['events/[a].json', 'events/b.ndjson', 'events/deep/c.jsonl', 'events/e.json']
  const hidden = ['events/.f.json', 'events/.git/g.json']
  for (const file of [...files, 'events/readme.md', 'events/node_modules/d.json', ...hidden])
    write(file, valid)
  const names = (...args: string[]) =>
    parseReport(run(['validate', ...args], '', folder).stdout).files.map(({ name }) => name)

  test('a folder: its JSON files at any depth, in order, without node_modules and what is hidden', () => {
    expect(names('events')).toEqual(files)
    expect(names('events/')).toEqual(files)
    expect(names('events/.git', 'events/.f.json')).toEqual(['events/.git/g.json', 'events/.f.json'])
  })

  test('a folder or a glob in node_modules that is named, but none deeper', () => {
    const inner = 'node_modules/package/payloads'
    mkdirSync(join(folder, inner, 'node_modules'), { recursive: true })
    const file = `${inner}/a.json`
    for (const each of [file, `${inner}/node_modules/b.json`]) write(each, valid)
    for (const name of [inner, `${inner}/`, 'node_modules/package', 'node_modules', `${inner}/*.json`]) {
      expect(names(name), name).toEqual([file])
      expect(names(join(folder, name)), name).toEqual([join(folder, file)])
    }
    expect(names(`./${inner}`)).toEqual([file])
    expect(names('*/package/**/*.json')).toEqual([])
    const below = (name: string) =>
      parseReport(run(['validate', name], '', join(folder, inner)).stdout).files.map(({ name }) => name)
    for (const name of ['.', '*.json', '../payloads']) expect(below(name), name).toEqual(['a.json'])
  })

  test('an absolute path gives absolute names', () => {
    expect(names(join(folder, 'events'))).toEqual(files.map((file) => join(folder, file)))
    expect(names(join(folder, 'events/*.ndjson'))).toEqual([join(folder, 'events/b.ndjson')])
  })

  test('a file that is named twice is read once', () => {
    expect(names('events/b.ndjson', 'events', 'events/b.ndjson').sort()).toEqual(files)
    expect(names('events/b.ndjson', './events/b.ndjson', join(folder, 'events/b.ndjson'))).toEqual([
      'events/b.ndjson',
    ])
  })

  test('a glob', () => {
    expect(names('events/*.ndjson', 'events/e*')).toEqual(['events/b.ndjson', 'events/e.json'])
  })

  test('a file whose name looks like a glob', () => {
    expect(names('events/[a].json')).toEqual(files.slice(0, 1))
  })

  test('a folder whose name looks like a glob', () => {
    mkdirSync(join(folder, 'fold(er)[1]'))
    write('fold(er)[1]/a.json', valid)
    expect(names('fold(er)[1]')).toEqual(['fold(er)[1]/a.json'])
  })

  test('a folder that links to its parent ends', () => {
    mkdirSync(join(folder, 'looped'))
    write('looped/a.json', valid)
    symlinkSync('..', join(folder, 'looped/loop'))
    expect(names('looped')).toContain('looped/a.json')
  })
})

describe('files that cannot be read', () => {
  mkdirSync(join(folder, 'empty'))
  test.each<[file: string, reason: RegExp]>([
    [join(folder, 'missing.json'), /no such file/],
    [join(payload, 'a.json'), /no such file/],
    [join(folder, 'empty'), /no .*json.* in this folder/],
    [join(folder, 'empty/*.json'), /no file matches/],
    [write('binary.json', Buffer.from([0x7b, 0, 1, 2])), /binary/],
    [write('utf16.json', Buffer.from(`\uFEFF${valid}`, 'utf16le')), /UTF-16/],
    [write('utf16be.json', Buffer.from(`\uFEFF${valid}`, 'utf16le').swap16()), /UTF-16/],
  ])('%s: exit code 2, a reason on standard error, and the other files are still read', (file, reason) => {
    const { status, stdout, stderr } = run(['validate', file, payload])
    expect(status).toBe(2)
    expect(stderr).toMatch(reason)
    expect(stderr).toContain(file)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(marksOf(stdout)).toEqual([['✓', payload]])
  })
})

test('the exit code is that of the worst file, in any order', () => {
  const [wrong, later] = [write('wrong.json', invalid), write('later.json', unknown)]
  const missing = join(folder, 'missing.json')
  const codeOf = (...files: string[]) => run(['validate', ...files]).status
  expect([codeOf(payload), codeOf(payload, later)]).toEqual([0, 0])
  expect([codeOf(wrong, payload), codeOf(payload, wrong)]).toEqual([1, 1])
  expect([codeOf(missing, wrong), codeOf(wrong, missing)]).toEqual([2, 2])
})

test('a file name cannot steer the terminal', () => {
  const { stdout } = run(['validate', write('\u001b[31m.json', valid)])
  const { stderr } = run(['validate', join(folder, '\u001b[31m.none')])
  for (const [text, name] of [
    [stdout, '\\u001b[31m.json"'],
    [stderr, '\\u001b[31m.none"'],
  ]) {
    expect(text).toContain(name)
    expect(text).not.toContain('\u001b')
  }
})
