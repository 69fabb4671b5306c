import { Readable } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { explainReadError, readRecords } from '../../../src/cli/records/read-records.js'
import type { SourceRecord } from '../../../src/cli/records/source-record.js'

afterEach(() => vi.restoreAllMocks())

/** Reads standard input that arrives in these chunks. */
async function read(chunks: readonly Uint8Array[], afterChunk: (bytes: number) => unknown = () => {}) {
  const stdin = Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin)
  const records: SourceRecord[] = []
  await readRecords('-', (record) => records.push(record), afterChunk)
  return records
}

const byteOrderMark = Buffer.from('\uFEFF')
const bytes = (text: string) => Buffer.from(text)
const oneByOne = (buffer: Buffer) => [...buffer].map((byte) => Uint8Array.of(byte))
const textsOf = (records: readonly SourceRecord[]) => records.map(({ text }) => text)

describe('the first bytes', () => {
  test('a byte order mark is skipped, even if it arrives byte by byte', async () => {
    const text = Buffer.concat([byteOrderMark, bytes('{"a":1}')])
    for (const chunks of [[text], oneByOne(text), [byteOrderMark, bytes('{"a":1}')]]) {
      expect(await read(chunks)).toEqual([{ text: '{"a":1}', line: 1, column: 1 }])
    }
  })

  test.each([
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
    ['UTF-16', [0xfe, 0xff, 0x00, 0x7b]],
    ['UTF-16', [0xff, 0xfe]],
    ['binary', [0x7b, 0, 1, 2]],
  ])('%s is refused: %j', async (name, content) => {
    for (const chunks of [[Uint8Array.from(content)], oneByOne(Buffer.from(content))]) {
      expect(await read(chunks).catch(explainReadError)).toContain(name)
    }
  })

  test.each(['', '1', '{}', '12'])('a text of fewer than three bytes: %j', async (text) => {
    expect(textsOf(await read(oneByOne(bytes(text))))).toEqual(text ? [text] : [])
  })
})

describe('the other chunks are only text', () => {
  test('one that starts with a byte order mark keeps it', async () => {
    const records = await read([bytes('{"a":"'), Buffer.concat([byteOrderMark, bytes('"}\n{"b":1}')])])
    expect(textsOf(records)).toEqual(['{"a":"\uFEFF"}', '{"b":1}'])
  })

  test.each([
    ['the bytes of a UTF-16 mark', Uint8Array.of(0xff, 0xfe), { problem: 'not_utf8' }],
    ['a zero byte', Uint8Array.of(0), { text: '{"a":"\0"}' }],
  ])('one that starts with %s affects its record only', async (_, start, record) => {
    const records = await read([bytes('{"a":"'), Buffer.concat([start, bytes('"}\n{"b":1}')])])
    expect(records).toMatchObject([record, { text: '{"b":1}' }])
  })
})

test('it reports the bytes of each chunk after its records, and waits', async () => {
  const log: unknown[] = []
  let isWaiting = false
  const chunks = ['{"a":1}\n', '{"b":1}\n{"c":1}\n', '\n'].map(bytes)
  const stdin = Readable.from(chunks)
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin)
  await readRecords(
    '-',
    ({ text }) => log.push(isWaiting ? 'too early' : text),
    async (size) => {
      log.push(size)
      isWaiting = true
      await new Promise((resolve) => setImmediate(resolve))
      isWaiting = false
    },
  )
  expect(log).toEqual(['{"a":1}', 8, '{"b":1}', '{"c":1}', 16, 1])
})

test.each([
  ['test/cli', /folder/],
  ['test/cli/none.json', /no such file/],
  ['package.json/none.json', /no such file/],
])('%s cannot be read', async (file, reason) => {
  const read = readRecords(
    file,
    () => {},
    () => {},
  )
  expect(await read.catch(explainReadError)).toMatch(reason)
})

test('an error that is not about reading is not explained', () => {
  const error = new TypeError('a fault of the program')
  expect(() => explainReadError(error)).toThrow(error)
  expect(explainReadError(Object.assign(new Error(), { code: 'EIO' }))).toContain('EIO')
})
