import { readdirSync, readFileSync } from 'node:fs'
import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { corpus } from '../support/corpus.js'

const schemasFolder = 'schemas/v1/'
const read = (file: string): AnySchemaObject => JSON.parse(readFileSync(`${schemasFolder}${file}`, 'utf8'))
const files = readdirSync(schemasFolder, { recursive: true, encoding: 'utf8' })
const inDraft07 = files.filter((file) => !file.startsWith('2020-12') && '$schema' in readIfFile(file))

function readIfFile(file: string): object {
  return file.endsWith('.json') ? read(file) : {}
}

test('every published schema has a twin in draft 2020-12, and no twin is alone', () => {
  const twins = files.filter((file) => file.startsWith('2020-12/') && file.endsWith('.json'))
  expect(twins.sort()).toEqual(inDraft07.map((file) => `2020-12/${file}`).sort())
  for (const twin of twins) {
    const { $schema, $id } = read(twin)
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect($id).toBe(`https://unpkg.com/prompt-webhooks/${schemasFolder}${twin}`)
  }
})

test.each(inDraft07)('2020-12/%s gives the verdicts of its twin over the corpus', (file) => {
  const title = file.replace(/^strict[/]|[.]json$/g, '')
  const twin: ValidateFunction = new Ajv2020({ strictTypes: false }).compile(read(`2020-12/${file}`))
  const own: ValidateFunction = new Ajv({ strictTypes: false }).compile(read(file))
  const cases = corpus.get(title) ?? []
  expect(cases.length).toBeGreaterThan(10)
  for (const { data, description } of cases) expect(twin(data), description).toBe(own(data))
})
