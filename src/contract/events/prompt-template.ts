import { defineEvent } from '../event.js'
import { id, name, oneOf, versionNumber } from '../fields.js'

const subject = { id: 'prompt_template_id', name: 'prompt_template_name' } as const
const labelSubject = { ...subject, label: 'prompt_template_label' } as const

const prompt_template_id = id('The id of the prompt template.')
const prompt_template_name = name('The name of the prompt template.')
const prompt_template_label = name('The release label.')

const labelChange = {
  prompt_template_id,
  prompt_template_name,
  prompt_template_label,
  change_type: oneOf('Whether the label is to move to another version or to be deleted.', [
    'move',
    'deletion',
  ]),
}
const labelChangeExample = {
  details: {
    prompt_template_id: 12,
    prompt_template_name: 'Hello',
    prompt_template_label: 'prod',
    change_type: 'move',
  },
  user_id: 1,
  workspace_id: 1,
  timestamp: '2026-08-21T09:30:12.481516',
} as const

/** The events of prompt templates and their release labels. */
export const promptTemplateEvents = [
  defineEvent({
    type: 'prompt_template_created',
    description: 'A prompt template is created, together with its first version.',
    // Not only the first version: the sender may set labels at creation without sending label events.
    stale: 'every',
    undocumented: "The event left the sender's page in 2024-05. Whether it is still sent is not documented.",
    subject: { ...subject, version: 'prompt_template_version_number' },
    details: {
      prompt_template_name,
      // The one-event rule: the sender sends no `prompt_template_version_created` for the first version.
      prompt_template_version_number: versionNumber('The first version: always 1.', {
        min: 1,
        max: 1,
      }),
      prompt_template_id,
    },
    example: {
      details: {
        prompt_template_name: 'New template name',
        prompt_template_version_number: 1,
        prompt_template_id: 15,
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T22:06:35.653720',
    },
  }),
  defineEvent({
    type: 'prompt_template_version_created',
    description:
      'A prompt template gets a new version. The first version sends only `prompt_template_created`.',
    stale: 'version',
    subject: { ...subject, version: 'prompt_template_version_number' },
    details: {
      prompt_template_name,
      prompt_template_version_number: versionNumber('The new version: 2 or later.', { min: 2 }),
      prompt_template_id,
    },
    example: {
      details: {
        prompt_template_name: 'New template name',
        prompt_template_version_number: 2,
        prompt_template_id: 15,
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T22:07:02.243636',
    },
  }),
  defineEvent({
    type: 'prompt_template_name_changed',
    description: 'A prompt template is renamed.',
    stale: 'every',
    subject: { ...subject, previousName: 'old_prompt_template_name' },
    details: {
      prompt_template_id,
      prompt_template_name: name('The new name.'),
      old_prompt_template_name: name('The previous name.'),
    },
    example: {
      details: {
        prompt_template_id: 14,
        prompt_template_name: 'New name',
        old_prompt_template_name: 'Old name',
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T21:59:11.619862',
    },
  }),
  defineEvent({
    type: 'prompt_template_deleted',
    description: 'A prompt template is deleted.',
    stale: 'every',
    subject,
    details: { prompt_template_id, prompt_template_name },
    example: {
      details: { prompt_template_id: 8, prompt_template_name: '2' },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T22:03:59.826147',
    },
  }),
  defineEvent({
    type: 'prompt_template_label_created',
    description: 'A release label is created.',
    stale: 'label',
    subject: { ...labelSubject, version: 'prompt_template_version_number' },
    details: {
      prompt_template_id,
      prompt_template_name,
      prompt_template_version_number: versionNumber('The version that the label is on.'),
      prompt_template_label,
    },
    example: {
      details: {
        prompt_template_id: 11,
        prompt_template_name: 'Hello',
        prompt_template_version_number: 1,
        prompt_template_label: 'prod',
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T22:04:43.323784',
    },
  }),
  defineEvent({
    type: 'prompt_template_label_deleted',
    description: 'A release label is deleted.',
    stale: 'label',
    subject: { ...labelSubject, version: 'prompt_template_version_number' },
    details: {
      prompt_template_id,
      prompt_template_name,
      prompt_template_version_number: versionNumber('The version that the label was on.'),
      prompt_template_label,
    },
    example: {
      details: {
        prompt_template_id: 11,
        prompt_template_name: 'Hello',
        prompt_template_version_number: 1,
        prompt_template_label: 'prod',
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T22:05:14.752975',
    },
  }),
  defineEvent({
    type: 'prompt_template_label_moved',
    description: 'A release label moves from one version of a prompt template to another.',
    stale: 'label',
    subject: { ...labelSubject, version: 'prompt_template_version_number' },
    details: {
      prompt_template_id,
      prompt_template_name,
      prompt_template_version_number: versionNumber('The version that the label is on now.'),
      old_prompt_template_version_number: versionNumber('The version that the label was on before.'),
      prompt_template_label,
    },
    example: {
      details: {
        prompt_template_id: 12,
        prompt_template_name: 'Hello',
        prompt_template_version_number: 9,
        old_prompt_template_version_number: 8,
        prompt_template_label: 'prod',
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T22:05:57.924833',
    },
  }),
  defineEvent({
    type: 'prompt_template_updated',
    description:
      'A snippet that a prompt template imports is updated. Each template that imports it sends one.',
    // The text of the snippet is part of every version that imports it.
    stale: 'every',
    subject: { ...subject, version: 'prompt_template_version_number' },
    details: {
      prompt_template_id,
      prompt_template_name,
      prompt_template_version_number: versionNumber('The version that imports the snippet.'),
    },
    example: {
      details: { prompt_template_id: 12, prompt_template_name: 'Hello', prompt_template_version_number: 9 },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-08-21T09:28:40.115203',
    },
  }),
  defineEvent({
    type: 'prompt_template_label_change_requested',
    description: 'A change to a protected release label is requested and needs approval.',
    stale: 'none',
    subject: labelSubject,
    details: labelChange,
    example: labelChangeExample,
  }),
  defineEvent({
    type: 'prompt_template_label_change_approved',
    description: 'A requested change to a protected release label is approved.',
    // The label event that follows would be enough, but the sender documents neither that it always follows
    // nor that it arrives. Dropping the read twice costs one fetch. A missed drop serves the old prompt.
    stale: 'label',
    subject: labelSubject,
    details: labelChange,
    example: labelChangeExample,
  }),
  defineEvent({
    type: 'prompt_template_label_change_denied',
    description: 'A requested change to a protected release label is denied.',
    stale: 'none',
    subject: labelSubject,
    details: labelChange,
    example: labelChangeExample,
  }),
] as const
