import { defineEvent } from '../event.js'
import { count, name, oneOf, text } from '../fields.js'

const operation = {
  operation_id: name('The id of the import.'),
  table_id: name('The id of the table.'),
  sheet_id: name('The id of the sheet.'),
}
const fromFile = {
  ...operation,
  source: oneOf('Where the rows come from.', ['file']),
  file_name: name('The name of the file.'),
}
const fromRequestHistory = {
  ...operation,
  source: oneOf('Where the rows come from.', ['request_logs']),
}
const imported = {
  rows_added: count('How many rows the import adds.'),
  row_count: count('How many rows the sheet has now.'),
}
const failed = { error_message: text('Why the import fails.') }

const operationExample = {
  operation_id: 'op_8f2c1d',
  table_id: 'tbl_41a7e0',
  sheet_id: 'sht_0b93c5',
}
const origin = { user_id: 1, workspace_id: 1 }

/** The events of table sheets and their imports. */
export const tableEvents = [
  defineEvent({
    type: 'table_sheet_created_from_file',
    description: 'The import of a file into a table sheet succeeds.',
    subject: { id: 'sheet_id', name: 'file_name', run: 'operation_id' },
    details: { ...fromFile, ...imported },
    example: {
      details: {
        ...operationExample,
        source: 'file',
        file_name: 'questions.csv',
        rows_added: 120,
        row_count: 120,
      },
      ...origin,
      timestamp: '2026-08-21T12:00:10.310642',
    },
  }),
  defineEvent({
    type: 'table_sheet_created_from_file_failed',
    description: 'The import of a file into a table sheet fails.',
    subject: { id: 'sheet_id', name: 'file_name', run: 'operation_id' },
    details: { ...fromFile, ...failed },
    example: {
      details: {
        ...operationExample,
        source: 'file',
        file_name: 'questions.csv',
        error_message: 'The file is not UTF-8.',
      },
      ...origin,
      timestamp: '2026-08-21T12:01:55.918023',
    },
  }),
  defineEvent({
    type: 'table_sheet_created_from_request_history',
    description: 'The import of the request history into a table sheet succeeds.',
    subject: { id: 'sheet_id', run: 'operation_id' },
    details: { ...fromRequestHistory, ...imported },
    example: {
      details: { ...operationExample, source: 'request_logs', rows_added: 80, row_count: 200 },
      ...origin,
      timestamp: '2026-08-21T12:04:27.453301',
    },
  }),
  defineEvent({
    type: 'table_sheet_created_from_request_history_failed',
    description: 'The import of the request history into a table sheet fails.',
    subject: { id: 'sheet_id', run: 'operation_id' },
    details: { ...fromRequestHistory, ...failed },
    example: {
      details: {
        ...operationExample,
        source: 'request_logs',
        error_message: 'The filter matches no request.',
      },
      ...origin,
      timestamp: '2026-08-21T12:06:02.087716',
    },
  }),
] as const
