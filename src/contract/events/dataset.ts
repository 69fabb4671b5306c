import { defineEvent } from '../event.js'
import { count, id, optional, text, versionNumber } from '../fields.js'

const dataset_id = id('The id of the dataset.')
const dataset_version_number = versionNumber('The new version of the dataset.')

/** The events of datasets and their versions. */
export const datasetEvents = [
  defineEvent({
    type: 'dataset_version_created_by_file',
    description: 'A version of a dataset is created from a file.',
    subject: { id: 'dataset_id', version: 'dataset_version_number' },
    details: { dataset_id, dataset_version_number },
    example: {
      details: { dataset_id: 52, dataset_version_number: 3 },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-08-21T11:14:09.530917',
    },
  }),
  defineEvent({
    type: 'dataset_version_created_by_file_failed',
    description: 'The file for a version of a dataset cannot be processed.',
    subject: { id: 'dataset_id' },
    details: {
      // The sender announced it on 2026-08-18. Older payloads lack it.
      dataset_id: optional(dataset_id),
      error_message: text('Why the file cannot be processed.'),
    },
    example: {
      details: { dataset_id: 52, error_message: 'Row 14 has more columns than the header.' },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-08-21T11:16:45.002318',
    },
  }),
  defineEvent({
    type: 'dataset_version_created_from_filter_params',
    description: 'A version of a dataset is created from filter parameters.',
    subject: { id: 'dataset_id', version: 'dataset_version_number' },
    details: { dataset_id, rows_added: count('How many rows the version adds.'), dataset_version_number },
    example: {
      details: { dataset_id: 52, rows_added: 250, dataset_version_number: 4 },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-08-21T11:20:30.644870',
    },
  }),
] as const
