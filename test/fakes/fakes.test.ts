import { expect, test } from 'vitest'
import { schemaFiles, survey } from './survey.js'

test.each(schemaFiles)('every value that json-schema-faker makes from %s is valid', (file) => {
  expect(survey(file, 500)).toEqual({ made: 500, refused: [] })
})
