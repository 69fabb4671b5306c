import type { Child } from 'hono/jsx'
import type { CatalogEntry } from '../../catalog.js'
import type { InputIssue } from '../../errors.js'
import type { Webhook } from '../../webhook.js'
import { describedBy, Field } from '../field.js'
import { besideField } from '../issues-by-field.js'
import { Heading } from '../page.js'
import { Name, Prose } from '../prose.js'
import { FieldInput, TextArea } from './field-input.js'
import type { FormEntries } from './form-entries.js'
import type { SchemaField } from './schema-field.js'

/** Lets the reader choose the type of event to send. */
export function TypeChoice({ catalog }: { catalog: readonly CatalogEntry[] }) {
  return (
    <>
      <Heading lead="The hub signs the event and delivers it to every enabled webhook that receives its type and workspace.">
        Send an event
      </Heading>
      <ul class="cards">
        {catalog.map(({ type, description }) => (
          <li>
            <a class="card-link" href={`/send/${type}`}>
              <Name of={type} />
              <span>
                <Prose>{description}</Prose>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

interface SendProps {
  readonly entry: CatalogEntry
  /** The webhooks that would receive the event. */
  readonly receivers: readonly Webhook[]
  readonly issues: readonly InputIssue[]
  /** Submitting the form twice sends only one event. */
  readonly idempotencyKey: string
}

/** The form for an event, field by field. */
export function SendForm(props: SendProps & { fields: readonly SchemaField[]; entries: FormEntries }) {
  const { entry, fields, entries, issues } = props
  return (
    <Frame {...props} mode="form">
      <div class="fields">
        {fields.map((field) => (
          <FieldInput field={field} entries={entries} issues={issues} />
        ))}
      </div>
      <div class="actions">
        <button class="primary" type="submit">
          Send
        </button>
        <button type="submit" formaction={`/send/${entry.type}/to-json`}>
          Edit as JSON
        </button>
      </div>
    </Frame>
  )
}

/** The form for an event as JSON. */
export function SendJson(props: SendProps & { text: string }) {
  const { entry, text, issues } = props
  const field = { id: 'json', hint: 'A single event.', issues: issues.map(({ message }) => `${message}.`) }
  return (
    <Frame {...props} mode="json">
      <Field {...field} label="JSON">
        <TextArea
          id="json"
          name="json"
          rows={Math.min(30, text.split('\n').length + 2)}
          value={text}
          {...describedBy(field)}
        />
      </Field>
      <div class="actions">
        <button class="primary" type="submit">
          Send
        </button>
        <button type="submit" formaction={`/send/${entry.type}/to-form`}>
          Edit as form
        </button>
      </div>
    </Frame>
  )
}

function Frame(props: SendProps & { mode: 'form' | 'json'; children: Child }) {
  const { entry, receivers, issues, idempotencyKey, mode, children } = props
  const action = mode === 'form' ? `/send/${entry.type}` : `/send/${entry.type}/json`
  return (
    <>
      <Heading trail={[{ name: 'Send an event', href: '/send' }]} lead={<Prose>{entry.description}</Prose>}>
        <Name of={entry.type} />
      </Heading>
      <IssueSummary issues={issues} target={mode === 'json' ? 'json' : undefined} />
      <Receivers receivers={receivers} />
      <form class="card" method="post" action={action} novalidate>
        <input type="hidden" name="idempotencyKey" value={idempotencyKey} autocomplete="off" />
        {children}
      </form>
    </>
  )
}

function IssueSummary({ issues, target }: { issues: readonly InputIssue[]; target: string | undefined }) {
  if (!issues.length) return null
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <h2>The event was not sent</h2>
      <ul>
        {issues.map((issue) => (
          <li>
            <a href={`#${target ?? issue.path.filter((key) => typeof key === 'string').join('.')}`}>
              {issue.path.length ? issue.message : besideField(issue)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The page cannot know the workspace of an event that is still to be written. */
function workspaceCondition(receivers: readonly Webhook[]): string {
  const limited = receivers.filter(({ workspaceIds }) => workspaceIds).length
  if (limited === 0) return ''
  if (receivers.length === 1) return ', if it belongs to a workspace of this webhook'
  return `, ${limited} of them only if it belongs to one of their workspaces`
}

function Receivers({ receivers }: { receivers: readonly Webhook[] }) {
  if (!receivers.length) {
    return (
      <p class="note warn">
        No enabled webhook receives this type, so the event would be stored but not delivered.{' '}
        <a href="/settings/webhooks">Add a webhook</a> first.
      </p>
    )
  }
  const [first] = receivers
  return (
    <p class="note">
      Will be sent to{' '}
      {receivers.length === 1 ? (
        <a class="url" href={`/settings/webhooks/${first?.id}`}>
          {first?.url}
        </a>
      ) : (
        <a href="/settings/webhooks">{receivers.length} webhooks</a>
      )}
      {workspaceCondition(receivers)}.
    </p>
  )
}
