import { catalog } from '../../catalog.js'
import { describedBy, Field, type FieldProps, Issues } from '../field.js'
import type { FieldIssues } from '../issues-by-field.js'
import { Name, Prose } from '../prose.js'
import type { WebhookFormValues } from './webhook-form.js'

interface Props {
  readonly values: WebhookFormValues
  readonly issues: FieldIssues
}

export const urlHint = 'Each event is sent to this URL as a POST request.'

export function UrlInput({ values, issues }: Props) {
  return (
    <input
      id="url"
      name="url"
      type="url"
      inputmode="url"
      autocomplete="off"
      spellcheck={false}
      required
      placeholder="https://example.com/webhooks"
      value={values.url}
      {...describedBy({ id: 'url', hint: 'yes', issues: issues.url ?? [] })}
    />
  )
}

/** All settings but the URL. Rarely used ones are collapsed unless they have a value. */
export function WebhookSettings({ values, issues }: Props) {
  return (
    <>
      <TextField
        id="description"
        label="Description"
        hint="A note for you and your team."
        value={values.description}
        issues={issues.description ?? []}
        maxlength={500}
      />
      <EventTypesField values={values} issues={issues} />
      <details open={hasOwnSettings(values, issues)}>
        <summary>Headers, workspaces and limits</summary>
        <div class="stack">
          <HeadersField values={values} issues={issues} />
          <div class="fields three">
            <TextField
              id="workspaceIds"
              label="Workspaces"
              hint="Workspace ids, separated by commas. Leave empty for all workspaces."
              value={values.workspaceIds}
              issues={issues.workspaceIds ?? []}
              inputmode="numeric"
            />
            <TextField
              id="timeoutMs"
              label="Time-out of an attempt"
              hint="In milliseconds. Leave empty to use the hub’s time-out."
              value={values.timeoutMs}
              issues={issues.timeoutMs ?? []}
              inputmode="numeric"
            />
            <TextField
              id="concurrency"
              label="Attempts at a time"
              hint="Max attempts at a time in each process. Leave empty to use the hub’s limit."
              value={values.concurrency}
              issues={issues.concurrency ?? []}
              inputmode="numeric"
            />
          </div>
        </div>
      </details>
    </>
  )
}

function hasOwnSettings(values: WebhookFormValues, issues: FieldIssues): boolean {
  const { workspaceIds, timeoutMs, concurrency, headers, headerChanges } = values
  const refused = issues.workspaceIds ?? issues.timeoutMs ?? issues.concurrency ?? issues.headers
  return (
    refused !== undefined ||
    `${workspaceIds}${timeoutMs}${concurrency}` !== '' ||
    headers.length > 0 ||
    Object.keys(headerChanges).length > 0
  )
}

function TextField(props: FieldProps & { value: string; maxlength?: number; inputmode?: 'numeric' }) {
  const { value, maxlength, inputmode, ...field } = props
  return (
    <Field {...field} optional>
      <input
        id={field.id}
        name={field.id}
        type="text"
        maxlength={maxlength}
        inputmode={inputmode}
        autocomplete="off"
        value={value}
        {...describedBy(field)}
      />
    </Field>
  )
}

function EventTypesField({ values, issues }: Props) {
  const field = { id: 'eventTypes', hint: 'yes', issues: issues.eventTypes ?? [] }
  const chosen = values.eventTypes.length
  return (
    <fieldset class={field.issues.length ? 'wrong' : undefined} {...describedBy(field)}>
      <legend>Events to receive</legend>
      <p class="hint" id="eventTypes-hint">
        Select none to receive all types, including types added later.
      </p>
      <details open={chosen > 0}>
        <summary>{chosen ? `${chosen} of ${catalog.length} types` : `All ${catalog.length} types`}</summary>
        <ul class="choices">
          {catalog.map(({ type, description }) => (
            <li>
              <label>
                <input
                  type="checkbox"
                  name="eventTypes"
                  value={type}
                  checked={values.eventTypes.includes(type)}
                />
                <span>
                  <Name of={type} />
                  <small>
                    <Prose>{description}</Prose>
                  </small>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </details>
      <Issues id="eventTypes" issues={field.issues} />
    </fieldset>
  )
}

// More than one, so that several headers can be added without JavaScript.
const blankRows = 2

function HeadersField({ values: { headers, headerChanges }, issues }: Props) {
  const field = { id: 'headers', hint: 'yes', issues: issues.headers ?? [] }
  const added = Object.entries(headerChanges).filter(([name]) => !headers.includes(name))
  const blank = Array.from({ length: blankRows }, () => ['', ''] as const)
  return (
    <fieldset class={field.issues.length ? 'wrong' : undefined} {...describedBy(field)}>
      <legend>Headers</legend>
      <p class="hint" id="headers-hint">
        Sent with every event, such as the API key of a gateway. Values are stored encrypted if the hub has a
        key, and never shown again.
      </p>
      <ul class="header-rows">
        {headers.map((name) => (
          <li>
            <input type="hidden" name="headerName" value={name} autocomplete="off" />
            <code>{name}</code>
            <input
              type="password"
              name="headerValue"
              aria-label={`New value of ${name}`}
              placeholder="Unchanged"
              autocomplete="off"
              value={headerChanges[name] ?? ''}
            />
            <label>
              <input
                type="checkbox"
                name="removeHeader"
                value={name}
                checked={headerChanges[name] === null}
              />{' '}
              Remove
            </label>
          </li>
        ))}
        {[...added, ...blank].map(([name, value], index) => (
          <li>
            <input
              type="text"
              class="mono"
              name="headerName"
              aria-label={`Name of new header ${index + 1}`}
              placeholder="Name"
              autocomplete="off"
              spellcheck={false}
              value={name}
            />
            <input
              type="password"
              name="headerValue"
              aria-label={`Value of new header ${index + 1}`}
              placeholder="Value"
              autocomplete="off"
              value={value ?? ''}
            />
          </li>
        ))}
      </ul>
      <Issues id="headers" issues={field.issues} />
    </fieldset>
  )
}
