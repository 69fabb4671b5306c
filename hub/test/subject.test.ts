import { expect, test } from 'vitest'
import { catalog, exampleOf } from '../src/catalog.js'
import { subjectOf, subjectText } from '../src/subject.js'

test.each(catalog)('$type: its fields say what it is about', ({ subject, details, example }) => {
  const names = details.map(({ name }) => name)
  for (const field of Object.values(subject)) expect(names).toContain(field)
  const values = example.details as unknown as Record<string, unknown>
  for (const [part, value] of Object.entries(subjectOf(example))) {
    const field = subject[part as keyof typeof subject]
    expect(value).toBe(field === undefined ? null : values[field])
  }
  expect(subjectText(subjectOf(example))).not.toBe('')
})

test('a subject in one line has its name, label, version and run', () => {
  const moved = exampleOf('prompt_template_label_moved')
  expect(subjectText(subjectOf(moved))).toBe('Hello · prod · v9')
  expect(subjectText(subjectOf(exampleOf('prompt_template_name_changed')))).toBe('Old name → New name')
  expect(subjectText(subjectOf(exampleOf('agent_run_finished')))).toBe('Support triage · run 4207')
  // Without a name, the id stands for it.
  expect(subjectText(subjectOf(exampleOf('dataset_version_created_by_file')))).toBe('#52 · v3')
  expect(subjectText(subjectOf(exampleOf('skill_collection_files_changed')))).toBe('support-skills · v6')
})
