import { defineEvent } from '../event.js'
import { id, name } from '../fields.js'

/** The events of evaluation reports. */
export const reportEvents = [
  defineEvent({
    type: 'report_finished',
    description: 'An evaluation report completes.',
    subject: { id: 'report_id', name: 'report_name' },
    details: {
      report_id: id('The id of the report.'),
      report_name: name('The name of the report.'),
    },
    example: {
      details: { report_id: 77, report_name: 'Nightly evaluation' },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-08-21T10:05:01.220019',
    },
  }),
] as const
