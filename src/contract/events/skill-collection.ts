import { defineEvent } from '../event.js'
import { listOf, name, oneOf, optional, versionNumber } from '../fields.js'

/** The events of skill collections. */
export const skillCollectionEvents = [
  defineEvent({
    type: 'skill_collection_files_changed',
    description: 'A skill collection is created, saved as a new version, deleted or restored.',
    subject: { id: 'skill_collection_id', version: 'version_number' },
    details: {
      skill_collection_id: name('The id of the skill collection.'),
      source: oneOf('What changed the files.', [
        'collection_created',
        'version_save',
        'collection_deleted',
        'version_restored',
      ]),
      affected_paths: listOf('The files that changed.', name('The path of a file.')),
      version_number: optional(versionNumber('The version that the change made.')),
    },
    example: {
      details: {
        skill_collection_id: 'support-skills',
        source: 'version_save',
        affected_paths: ['refunds/SKILL.md', 'refunds/policy.md'],
        version_number: 6,
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-08-21T13:40:18.267905',
    },
  }),
] as const
