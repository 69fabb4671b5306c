import { describe, expect, test } from 'vitest'
import { readDeclaredType } from '../../drift/declared-type.js'
import { markdownOf } from '../../drift/mdx.js'
import {
  htmlTable,
  type PageContent,
  type PageEvent,
  pipeTable,
  plainSections,
  plainText,
  sections,
  today,
} from './pages.js'
import { check } from './run.js'

const content = today()
const types = content.events.map(({ type }) => type)
const [first = '', second = ''] = types
const example = ({ fields }: PageEvent) =>
  JSON.stringify({ details: Object.fromEntries(fields.map(({ name, value }) => [name, value])) }, null, 2)
const fenced = (text: string, language = 'json') => `\`\`\`${language}\n${text}\n\`\`\``
const detailsOf = ({ fields }: PageEvent) =>
  Object.fromEntries(fields.map(({ name, value }) => [name, value]))
/** Writes the example of the first event in another way. */
const firstExample = (write: (event: PageEvent) => string) => (event: PageEvent) =>
  event.type === first ? write(event) : fenced(example(event))
/** Writes something below the example of the first event. */
const below = (text: string) =>
  sections(content, { example: firstExample((event) => `${fenced(example(event))}\n\n${text}\n`) })
const indented = (text: string) => text.replaceAll(/^/gm, '      ')
const withoutFields = (written: string): PageContent => ({
  ...content,
  events: content.events.map((event) =>
    event.type === first ? { ...event, description: written, fields: [] } : event,
  ),
})

describe('a page that says the same in another way is understood', () => {
  test.each(
    Object.entries({
      'headings of level 2': sections(content, { level: 2 }),
      'headings of level 6': sections(content, { level: 6 }),
      'types as code': sections(content, { title: ({ type }) => `\`${type}\`` }),
      'types with escapes': sections(content, { title: ({ type }) => type.replaceAll('_', '\\_') }),
      'types within words': sections(content, { title: ({ type }) => `The \`${type}\` event` }),
      'types with an anchor': sections(content, { title: ({ type }) => `${type} {#${type}}` }),
      'prose between': sections(content, {
        between:
          'It is sent once.\n\n##### Notes\n\n- Soon.\n- Often.\n\n| Code | Meaning |\n|--|--|\n| 204 | fine |\n',
      }),
      'trailing commas': sections(content, {
        example: (event) => fenced(example(event).replaceAll(/(?<=[\w"\]}])\n/g, ',\n')),
      }),
      'comments in the examples': sections(content, {
        example: (event) =>
          fenced(`// As it is sent\n${example(event).replace('{', '{ /* all of it */')}`, 'jsonc'),
      }),
      'examples without a language': sections(content, { example: (event) => fenced(example(event), '') }),
      'examples with a title': sections(content, {
        example: (event) => fenced(example(event), 'json Payload {2}'),
      }),
      'examples of the details alone': sections(content, {
        example: (event) => fenced(JSON.stringify(detailsOf(event))),
      }),
      'examples of whole payloads': sections(content, {
        example: (event) =>
          fenced(
            JSON.stringify({
              event_type: event.type,
              details: detailsOf(event),
              ...Object.fromEntries(
                content.envelope
                  .filter(({ name }) => name !== 'event_type' && name !== 'details')
                  .map(({ name, value }) => [name, value]),
              ),
            }),
          ),
      }),
      'examples with the names of types': sections(content, {
        example: ({ fields }) =>
          fenced(
            JSON.stringify(
              Object.fromEntries(fields.map(({ name, type }) => [name, type.replace(/:.*/, '')])),
            ),
          ),
      }),
      'examples in components': sections(content, {
        example: (event) => `<CodeGroup>\n${fenced(example(event), 'json Payload')}\n</CodeGroup>`,
      }),
      'indented sections in components': `<Tabs>\n  <Tab title="All">\n${indented(sections(content))}\n  </Tab>\n</Tabs>`,
      'tildes around the examples': sections(content, {
        example: (event) => `~~~json\n${example(event)}\n~~~`,
      }),
      'examples in a list': sections(content, {
        example: (event) => `- An example:\n\n  ${fenced(example(event)).replaceAll('\n', '\n  ')}`,
      }),
      'a section in a comment': `${sections(content)}\n{/*\n#### not_sent_yet\n\nSoon.\n*/}\n<!--\n#### not_sent_yet\n-->`,
      'a section about a field': `${sections(content)}\n### The ${content.envelope.at(-1)?.name} field\n\nIt is new.\n`,
      'a response of the API': `${sections(content)}\n### Answers\n\n${fenced('{ "success": true, }')}`,
      'sample code with unclosed braces': `${sections(content)}\n### Code\n\n${fenced('if (x) {', 'javascript')}`,
      'sections and an overview in a table': sections(content, {
        between: '',
      }).concat(
        `\n### Overview\n\n| Event | Meaning |\n|--|--|\n${types.map((type) => `| ${type} | It happened |`).join('\n')}`,
      ),
      'prose that names events, fields and values': `${sections(content)}\n### Notes\n\n\`${second}\` has \`details.${content.events[1]?.fields[0]?.name}\`. A \`user_id\` is a number, and the source can be \`request_logs\`.\n`,
      'code that is neither': `${sections(content)}\n### Notes\n\nRead \`X-PromptLayer-Signature\`, \`secret\` and \`userId\`. Sign \`json.dumps(payload, sort_keys=True)\`.\n\n${fenced('hmac.compare_digest(a_b, c_d)', 'python')}`,
      'titles of components': `${sections(content)}\n<Tabs>\n<Tab title="Python code">\n\nSoon.\n\n</Tab>\n</Tabs>\n`,
      'Windows line ends': sections(content).replaceAll('\n', '\r\n'),
      'a byte order mark': `\uFEFF${sections(content)}`,
      'a table with plain cells': htmlTable(content).replaceAll(/<\/?code>/g, ''),
      'a table with line breaks for lists': htmlTable(content)
        .replaceAll(/<\/?ul>|<li>/g, '')
        .replaceAll('</li>', '<br />'),
      'a table with commas for lists': pipeTable(content)
        .replaceAll(/<\/?ul>|<li>/g, '')
        .replaceAll('</li>', ', '),
      'a table without a head': htmlTable(content).replace(/<thead>[\s\S]*<\/thead>/, ''),
      'plain text with Windows line ends': plainText(content).replaceAll('\n', '\r\n'),
      'plain text with dashes': plainText(content).replaceAll('•', '-'),
      'plain text with empty lines': plainText(content).replaceAll('\n  •', '\n\n  •'),
      'plain text with a space after the type': plainText(content).replaceAll(
        new RegExp(`^(${types.join('|')})(?=[A-Z])`, 'gm'),
        '$1 ',
      ),
    }),
  )('%s', async (_name, page) => {
    const { exitCode, text } = await check(page, '--exact')
    expect(text).toContain('0 differences, 0 warnings, 0 problems.')
    expect(exitCode).toBe(0)
  })
})

describe('a page that is not understood', () => {
  const broken = (write: (event: PageEvent) => string) => sections(content, { example: firstExample(write) })
  test.each(
    Object.entries({
      'an empty page': { page: '', words: 'The page documents no event.' },
      'a page about something else': {
        page: '# Pricing\n\nIt is free.\n\n```json\n{ "price": 0 }\n```',
        words: 'The page documents no event.',
      },
      'an error page': {
        page: '<!doctype html><h1>404</h1><p>Not found</p>',
        words: 'The page documents no event.',
      },
      'a section without an example': {
        page: broken(() => 'It has a few fields.'),
        words: `The section ${first} has no example of its details.`,
      },
      'a section with an example in another language': {
        page: broken(() => fenced('details:\n  a: 1', 'yaml')),
        words: `The section ${first} has no example of its details.`,
      },
      'an example that ends too early': {
        page: broken((event) => fenced(example(event).slice(0, -1))),
        words: `The example of ${first} is not JSON, even with trailing commas and comments.`,
      },
      'an example with an ellipsis': {
        page: broken(() => fenced('{ "details": { ... } }')),
        words: `The example of ${first} is not JSON`,
      },
      'an example with text after it': {
        page: broken((event) => fenced(`${example(event)}\nand so on`)),
        words: `The example of ${first} is not JSON`,
      },
      'a section with a list of fields instead of an example': {
        page: broken(() => '- `extra` (number)'),
        words: `The section ${first} has no example of its details.`,
      },
      'a section without an example in plain text': {
        page: plainSections(content).replace(new RegExp(`(?<=^${first}\n.*\n)\\{[^}]*\\}\\s*\\}`, 'm'), ''),
        words: `The section ${first} has no example of its details.`,
      },
      'an empty example': { page: broken(() => fenced('')), words: `The example of ${first} is not JSON` },
      'an example that is an array': {
        page: broken((event) => fenced(`[${example(event)}]`)),
        words: `The example of ${first} is not an object.`,
      },
      'an example with a fence that never ends': {
        page: broken((event) => `\`\`\`json\n${example(event)}`).replace(/\n```\n$/, ''),
        words: `The example of ${first} is not JSON`,
      },
      'an example of another event': {
        page: broken((event) => fenced(JSON.stringify({ event_type: second, details: detailsOf(event) }))),
        words: `The example of ${first} has another event type: ${second}.`,
      },
      'a type that is not in the heading': {
        page: sections(content, { title: ({ type }) => (type === first ? 'Something new' : type), list: [] }),
        words: 'The example below "Something new" has no event type.',
      },
      'a list with an event that has no section': {
        page: sections(content, { list: [...types, 'billing_cycle_ended'] }),
        words: 'The page lists billing_cycle_ended, but does not describe it.',
      },
      'an envelope that is not JSON': {
        page: sections(content).replace('"event_type": "string",', '"event_type": string,'),
        words: 'The example outside the sections of the events is not JSON',
      },
      'an envelope with an unknown type': {
        page: sections(content).replace(
          '"event_type": "string",',
          '"event_type": "string",\n "extra": "a mystery",',
        ),
        words: 'The type of extra in the envelope is not understood: a mystery.',
      },
      'a row without fields in Markdown': {
        page: pipeTable(withoutFields('It happened.')),
        words: `The row ${first} lists no fields.`,
      },
      'a row without fields in HTML': {
        page: htmlTable(withoutFields('It happened.')),
        words: `The row ${first} lists no fields.`,
      },
      'a row without fields in plain text': {
        page: plainText(withoutFields('It happened.')),
        words: `The row ${first} lists no fields.`,
      },
      'an overview in a table with an event that has no section': {
        page: `${sections(content)}\n| Event | Meaning |\n|--|--|\n| ${first} | It happened |\n| billing_cycle_ended | Soon |\n`,
        words: 'The row billing_cycle_ended lists no fields.',
      },
      'a row without a type': {
        page: htmlTable(content).replace(`<td>${first}</td>`, '<td>Something new</td>'),
        words: 'A row in the table of events has no event type: Something new.',
      },
      'a field without a type in Markdown': {
        page: pipeTable(content).replace(' (number)', ''),
        words: `A field of ${first} is not of the form \`field (type)\``,
      },
      'a field of an unknown type in HTML': {
        page: htmlTable(content).replace('(number)', '(mystery)'),
        words: `A field of ${first} is not of the form \`field (type)\``,
      },
      'a field without a type in plain text': {
        page: plainText(content).replace(' (number)', ''),
        words: `A field of ${first} is not of the form \`field (type)\``,
      },
      'fields without an event in plain text': {
        page: plainText(content).replace(first, 'Something new:'),
        words: 'A field belongs to no event type',
      },
      'a table of fields in a section': {
        page: below('| Field | Type | Description |\n|--|--|--|\n| `trace_id` | string | The trace. |'),
        words: `A field of ${first} is not of the form \`field (type)\`: \`trace_id\` string The trace.`,
      },
      'a table of fields without code in a section': {
        page: below('| Name | Type |\n|--|--|\n| priority | string |'),
        words: `A field of ${first} is not of the form \`field (type)\`: \`priority\` string.`,
      },
      'a list of fields with colons': {
        page: below('- `priority`: string'),
        words: `A field of ${first} is not of the form \`field (type)\`: \`priority\`: string.`,
      },
      'a list of fields with dashes': {
        page: below('- `priority` - a string'),
        words: `A field of ${first} is not of the form \`field (type)\`: \`priority\` - a string.`,
      },
      'a component for a field without a type': {
        page: below('<ResponseField name="priority">\n  How soon.\n</ResponseField>'),
        words: `A field of ${first} is not of the form \`field (type)\`: \`priority\` How soon..`,
      },
      'a field of the envelope in a component': {
        page: sections(content).replace(
          '### The events',
          '<ResponseField name="trace_id" type="string" required>\n  The trace.\n</ResponseField>\n\n### The events',
        ),
        words: 'The page names trace_id, but does not describe it.',
      },
      'a field of the envelope in a table without code': {
        page: sections(content).replace(
          '### The events',
          '| Field | Type |\n|--|--|\n| trace_id | string |\n\n### The events',
        ),
        words: 'The page names trace_id, but does not describe it.',
      },
      'an event in prose below another heading': {
        page: `${sections(content)}\n#### Archived\n\nSent as \`prompt_template_frozen\`.\n`,
        words: 'The page names prompt_template_frozen, but does not describe it.',
      },
      'an event in the title of a component': {
        page: `${sections(content)}\n<Accordion title="prompt_template_frozen">\n  Soon.\n</Accordion>\n`,
        words: 'The page names prompt_template_frozen, but does not describe it.',
      },
      'an event in the title of a component on one line': {
        page: `${sections(content)}\n<Card icon="box" title='prompt_template_frozen'>Soon.</Card>\n`,
        words: 'The page names prompt_template_frozen, but does not describe it.',
      },
      'JSON that never ends in plain text': {
        page: plainText(content).replace(/^\}$/m, ''),
        words: 'is not JSON',
      },
    }),
  )('%s', async (_name, { page, words }) => {
    const { exitCode, stdout, stderr } = await check(page)
    expect(stderr).toContain(`✗ not understood: `)
    expect(stderr).toContain(words)
    expect(stderr).toContain('The page was not understood, so the contract may lack something.')
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
  })

  test('its differences are reported, but not what it lacks', async () => {
    const page = `${sections({ ...content, events: content.events.slice(1) })}\n#### billing_cycle_ended\n\nSoon.\n
#### billing_cycle_started\n\n${fenced('{ "details": { "cycle_id": 5 } }')}`
    const { exitCode, text } = await check(page)
    expect(text).toContain('The section billing_cycle_ended has no example of its details.')
    expect(text).toContain('✗ billing_cycle_started is on the page (cycle_id), but not in the contract.')
    expect(text).toContain('1 difference, 0 warnings, 1 problem.')
    expect(exitCode).toBe(2)
  })
})

describe('what a page says about a field', () => {
  const row = (fields: string) =>
    pipeTable(content).replace(new RegExp(`(?<=\`${first}\`.*<ul>).*(?=</ul>)`), (items) => items + fields)
  test.each([
    ['(number)', 'number'],
    ['(string or null)', 'string or null'],
    ['(string | null)', 'string or null'],
    ['(nullable string)', 'string or null'],
    ['(string[])', 'array of string'],
    ['(list of numbers)', 'array of number'],
    ['(array of file paths)', 'array'],
    ['(array<string>)', 'array of string'],
    ['(whole number, optional)', 'number'],
    ['(UUID)', 'string'],
    ['(string: "a" or "b")', 'string'],
    ['(`a` | `b`)', 'string'],
    ['("a" or "b")', 'string'],
    ['(string, the name (as shown))', 'string'],
  ])('%s', async (type, words) => {
    const { exitCode, stdout } = await check(
      row(`<li>\`extra\` ${type.replaceAll('|', '\\|').replace('<', '&lt;')}</li>`),
    )
    expect(stdout).toContain(`✗ ${first}: details.extra (${words}) is on the page, but not in the contract.`)
    expect(exitCode).toBe(1)
  })

  test.each([
    'string: one of "move", "deletion" or "rename"',
    'string: one of move, deletion, or rename',
    'string: either "move", "deletion" or "rename"',
    'string: "move" when the label moves; "deletion" or "rename" otherwise',
    'string, one of `move`, `deletion`, `rename`',
  ])('its values: %s', (text) => {
    expect(readDeclaredType(text)).toEqual({
      types: ['string'],
      by: 'declared',
      values: ['move', 'deletion', 'rename'],
    })
  })

  test.each([
    "string: the user's name, not the team's",
    'string: what the label is now called',
    'string: one of the labels of the template',
  ])('a sentence has no values: %s', (text) => {
    expect(readDeclaredType(text)).toEqual({ types: ['string'], by: 'declared' })
  })

  test('that it is optional or required', async () => {
    const optional = await check(pipeTable(content).replace(' (number)', ' (number, optional)'))
    expect(optional.stdout).toMatch(/: details\.\w+ is optional on the page, but required in the contract\./)
    expect(optional.exitCode).toBe(1)
    const required = await check(pipeTable(content).replace(' (number)', ' (number, required)'))
    expect(required).toMatchObject({ exitCode: 0 })
    const nullable = await check(sections(content).replace('or null"', 'or null, required"'))
    expect(nullable.stdout).toMatch(
      /^✗ envelope: \w+ is required on the page, but optional in the contract\.$/m,
    )
    expect(nullable.exitCode).toBe(1)
  })

  test('that it is optional, in a comment of an example', async () => {
    const page = sections(content, {
      example: firstExample((event) =>
        fenced(example(event).replace(/(?<=\n {4}.*),?\n(?! {4})/, ' // Optional\n')),
      ),
    })
    expect(page).toContain(' // Optional\n')
    const { exitCode, stdout } = await check(page)
    expect(stdout).toMatch(
      new RegExp(`^✗ ${first}: details\\.\\w+ is optional on the page, but required in the`, 'm'),
    )
    expect(stdout).toContain('1 difference, 0 warnings')
    expect(exitCode).toBe(1)
    const envelope = await check(sections(content).replace('"number",', '"number", // optional since May'))
    expect(envelope.stdout).toMatch(
      /^✗ envelope: \w+ is optional on the page, but required in the contract\.$/m,
    )
  })

  test('a list below an example can have more', async () => {
    const list = '\n- `extra` (number, optional): how many\n- More will come.\n'
    const { exitCode, stdout } = await check(
      sections(content, {
        example: firstExample((event) => fenced(example(event)) + list),
      }),
    )
    expect(stdout).toContain(`✗ ${first}: details.extra (number) is on the page, but not in the contract.`)
    expect(exitCode).toBe(1)
  })

  test.each([
    '<ResponseField name="trace_id" type="string" required>\n  The trace, if **any**.\n</ResponseField>',
    '  <ResponseField\n    name="trace_id"\n    type="string"\n  >\n    The trace.\n  </ResponseField>',
    '<ResponseField type="enum<string>" name=\'trace_id\'>The trace.</ResponseField>',
    '<ParamField body="trace_id" type="string" />',
    '<Expandable title="All of them">\n<ParamField body="trace_id" type="string">One.</ParamField>\n</Expandable>',
  ])('in a component of Mintlify: %j', async (component) => {
    const { exitCode, stdout } = await check(below(component))
    expect(stdout).toContain(`✗ ${first}: details.trace_id (string) is on the page, but not in the contract.`)
    expect(stdout).toContain('1 difference, 0 warnings, 0 problems.')
    expect(exitCode).toBe(1)
  })

  test('that it is required, in a component of Mintlify', () => {
    const item = (marks: string) => markdownOf(`<ResponseField name="a" type="string" ${marks}>`).trim()
    expect(item('required')).toBe('- `a` (string, required)')
    expect(item('default="required"')).toBe('- `a` (string)')
  })

  test('a payload outside the sections counts too', async () => {
    const [event] = content.events
    const payload = {
      event_type: first,
      details: { ...(event && detailsOf(event)), extra: null },
      new_envelope_field: 'a',
    }
    const { exitCode, stdout } = await check(
      `${sections(content)}\n### Example\n\n${fenced(JSON.stringify(payload))}`,
    )
    expect(stdout).toContain(`✗ ${first}: details.extra (null) is on the page, but not in the contract.`)
    expect(stdout).toContain(
      '✗ envelope: new_envelope_field (string) is on the page, but not in the contract.',
    )
    expect(exitCode).toBe(1)
  })

  test('an event whose name has a word for a type is an event', async () => {
    const payload = { event_type: 'text_list_created', details: { list_id: 5 } }
    const { stdout } = await check(`${sections(content)}\n### Example\n\n${fenced(JSON.stringify(payload))}`)
    expect(stdout).toContain('✗ text_list_created is on the page (list_id), but not in the contract.')
    expect(stdout).toContain('1 difference, 0 warnings')
  })

  test('names of JavaScript objects are ordinary names', async () => {
    const names = '  • __proto__ (string)\n  • constructor (number)\n'
    const { exitCode, stdout } = await check(plainText(content).replace(/(?= {2}•)/, names))
    expect(stdout).toContain('details.__proto__ (string) is on the page')
    expect(stdout).toContain('details.constructor (number) is on the page')
    expect(exitCode).toBe(1)
  })

  test('control characters of a page are not printed', async () => {
    const { text } = await check(htmlTable(content).replace(`<td>${first}</td>`, '<td>\u001b[2J\u202e</td>'))
    expect(text).toContain('no event type')
    expect(text).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u)
  })
})
