import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriers } from '../../hub/test/browser.js'
import { type WebhookEventType, webhookEventTypes } from '../../src/index.js'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { canonicalJson, explainSignature, type SignedBody, signPayload } from '../../src/signature/index.js'
import { signMessage } from '../../src/standard-webhooks/index.js'
import {
  exampleEvents,
  type InvalidEvent,
  invalidEvents,
  invalidStrictEvents,
} from '../../src/testing/index.js'
import { planted, signed } from '../signature/planted-causes.js'
import { hasTools } from '../support/tools.js'
import { visitedSite } from './visited-site.js'

const messageSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describe.runIf(hasTools('Chromium', 'curl'))('the playground', () => {
  const site = visitedSite()

  /** Opens the playground as a new visitor. `requests` lists what it asks of anybody after it has loaded. */
  async function open(hash = '', options?: BrowserContextOptions) {
    const { page, faults } = await site.visit(options)
    await page.goto(`${site.url}playground/${hash}`, { waitUntil: 'networkidle' })
    await page.locator('#playground[data-ready]').waitFor()
    const requests: string[] = []
    page.on('request', (request) => {
      // Chromium asks for the icon when it wants.
      if (!request.url().endsWith('/favicon.svg')) requests.push(request.url())
    })
    return { page, faults, requests }
  }

  /** Replaces the text of an editor, as pasting does: every character stays. */
  const paste = (page: Page, editor: string, text: string) =>
    page.evaluate(
      `(() => {
        const content = document.querySelector(${JSON.stringify(`#${editor} .cm-content`)})
        content.focus()
        document.execCommand('selectAll')
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', ${JSON.stringify(text)})
        content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      })()`,
    )

  /** Drops a file on an editor. */
  const drop = (page: Page, editor: string, text: string, name = 'payload.json') =>
    page.evaluate(
      `(() => {
        const content = document.querySelector(${JSON.stringify(`#${editor} .cm-content`)})
        const { left: clientX, top: clientY } = content.getBoundingClientRect()
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}))
        content.dispatchEvent(new DragEvent('drop', { dataTransfer, clientX, clientY, bubbles: true, cancelable: true }))
      })()`,
    )

  /** Does something, waits until the page has judged it, and returns what the element says. */
  async function saidAfter(page: Page, id: string, act: () => Promise<unknown>): Promise<string> {
    const [tab] = id.split('-')
    const idle = page.locator(`#${tab}-verdict[aria-busy=false]`)
    // The answer to what was asked before must not count as the one to this.
    await idle.waitFor()
    await act()
    await idle.waitFor()
    return page.evaluate(`document.getElementById(${JSON.stringify(id)}).textContent`)
  }
  const judged = (page: Page, text: string) =>
    saidAfter(page, 'validate-verdict', () => paste(page, 'validate-editor', text))

  interface Shown {
    readonly text: string
    readonly verdict: string
    readonly issues: readonly { readonly code: string; readonly path: (string | number)[] }[]
    readonly marked: string
  }

  /** A function that runs in the page, and returns what it shows of a payload. */
  const shownInPage = `() => ({
    text: [...document.querySelectorAll('#validate-editor .cm-line')].map((each) => each.textContent).join('\\n'),
    verdict: document.getElementById('validate-verdict').textContent,
    issues: [...document.querySelectorAll('#validate-issues button')].map(({ dataset: { code, path } }) => ({
      code,
      path: JSON.parse(path),
    })),
    marked: [...document.querySelectorAll('#validate-editor .cm-line')]
      .map((line) => [...line.querySelectorAll('.mark-fault')].map((each) => each.textContent).join(''))
      .filter((text) => text !== '')
      .join('\\n'),
  })`

  /** Loads every variant of an event type from the lists, and returns what the page shows of each. */
  const showVariants = (page: Page, type: WebhookEventType) =>
    page.evaluate(
      `(async () => {
        const get = (id) => document.getElementById(id)
        const choose = async (id, value) => {
          get(id).value = value
          get(id).dispatchEvent(new Event('change'))
          while (get('validate-verdict').ariaBusy === 'true') await new Promise((resolve) => setTimeout(resolve))
          return (${shownInPage})()
        }
        const example = await choose('validate-type', ${JSON.stringify(type)})
        const names = [...get('validate-variant').options].map(({ value }) => value).slice(1)
        const invalid = []
        for (const name of names) invalid.push({ name, ...(await choose('validate-variant', name)) })
        return { example, invalid }
      })()`,
    ) as Promise<{ example: Shown; invalid: (Shown & { name: string })[] }>

  const at = (value: unknown, path: readonly (string | number)[]) =>
    path.reduce<unknown>((found, key) => (found as Record<string | number, unknown>)[key], value)

  /** What has to be marked: the value, the key, or the brace of the object that lacks the field. */
  function markOf({ event, issue: { code, path } }: InvalidEvent): unknown {
    if (code === 'unknown_key') return path.at(-1)
    return code === 'missing' ? '{' : at(event, path)
  }

  describe('validate', () => {
    test.each([
      ['tolerant', invalidEvents],
      ['strict', invalidStrictEvents],
    ] as const)(
      'every example, and every invalid event with its issue at its place: %s',
      async (strength, all) => {
        const { page, faults, requests } = await open()
        expect(await page.locator('#validate-type option').allTextContents()).toEqual([...webhookEventTypes])
        await page.locator(`#validate-${strength}`).check()
        for (const type of webhookEventTypes) {
          const { example, invalid } = await showVariants(page, type)
          expect(JSON.parse(example.text)).toEqual(exampleEvents[type])
          expect(example).toMatchObject({
            verdict: expect.stringMatching(`^Valid: ${type},`),
            issues: [],
            marked: '',
          })
          const expected = all.filter((each) => each.type === type)
          expect(invalid.map(({ name }) => name)).toEqual(expected.map(({ name }) => name))
          for (const [index, wrong] of expected.entries()) {
            const { text, verdict, issues, marked } = invalid[index] as Shown
            expect(JSON.parse(text), wrong.name).toEqual(wrong.event)
            expect({ verdict, issues }, wrong.name).toEqual({
              verdict: expect.stringMatching(/^Invalid: one issue\./),
              issues: [wrong.issue],
            })
            const mark = wrong.issue.code === 'missing' ? marked : JSON.parse(marked)
            expect(mark, wrong.name).toEqual(markOf(wrong))
          }
        }
        expect(faults).toEqual([])
        expect(requests).toEqual([])
      },
    )

    test('an event of an unknown type is not an invalid one', async () => {
      const { page } = await open()
      const event = JSON.stringify({ ...Object.values(exampleEvents)[0], event_type: 'added_later' })
      expect(await judged(page, event)).toMatch(/^Unknown event type: added_later\..* acknowledges /)
      expect(
        await saidAfter(page, 'validate-verdict', () => page.locator('#validate-strict').check()),
      ).toMatch(/^Unknown event type: added_later\..* only the types /)
    })

    test.each([
      ['{"a" 1}', 'line 1, column 6', 'expected a colon'],
      ['{\n  "a": 1,\n}', 'line 3, column 1', 'expected a key in double quotes'],
      ['[1, 2', 'line 1, column 6', 'expected a comma or ]'],
      ["{'a': 1}", 'line 1, column 2', 'expected a key in double quotes, or }'],
      ['// a\n{}', 'line 1, column 1', 'expected a value; JSON has no comments'],
      ['{"a": "b\\q"}', 'line 1, column 7', 'expected an escape that JSON has'],
      ['{} {}', 'line 1, column 4', 'expected nothing more'],
      ['\ufeff{}', 'line 1, column 1', 'expected a value'],
    ])('%j is not JSON, and the page says where and why', async (text, place, reason) => {
      const { page } = await open()
      expect(await judged(page, text)).toMatch(/^Not JSON\./)
      const issue = await page.locator('#validate-issues button').textContent()
      expect(issue?.slice(0, reason.length)).toBe(reason)
      expect(issue).toContain(` ${place} `)
      // A character that nobody sees is shown as a dot instead.
      expect(await page.locator('.mark-fault, .cm-specialChar').count()).toBeGreaterThan(0)
    })

    test('an issue leads to its place in the text', async () => {
      const { page } = await open()
      await judged(page, `{"a": [${'1,\n'.repeat(500)}1], "event_type": 7}`)
      await page.getByRole('button', { name: 'event_type: expected' }).click()
      expect(await page.evaluate('getSelection().toString()')).toBe('7')
      expect(await page.evaluate('document.activeElement.className')).toContain('cm-content')
      expect(await page.locator('.mark-fault', { hasText: '7' }).isVisible()).toBe(true)
    })

    test('a key that occurs twice is noted, and the last one counts', async () => {
      const { page } = await open()
      const [event] = Object.values(exampleEvents)
      const text = JSON.stringify(event).replace('{', '{"user_id":"x",')
      expect(await judged(page, text)).toMatch(/^Valid/)
      expect(await page.locator('.mark-note').allTextContents()).toEqual(['"user_id"'])
      expect(await page.locator('#validate-issues button').count()).toBe(1)
    })

    test('the verdict follows what somebody types, with the keyboard alone', async () => {
      const { page } = await open()
      await page.getByRole('tab', { name: 'Validate' }).focus()
      // Contract, event type, variant, payload. Radio buttons are one stop.
      for (const _ of ['contract', 'type', 'variant', 'payload']) await page.keyboard.press('Tab')
      await page.keyboard.press('Control+A')
      await page.keyboard.type('{"event_type": 1}')
      const verdict = page.getByRole('status').filter({ hasText: 'Invalid' })
      await verdict.waitFor()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('getSelection().toString()')).not.toBe('')
      expect(await page.evaluate('document.activeElement.className')).toContain('cm-content')
    })

    test.each([
      ['a megabyte on one line', (event: object) => JSON.stringify({ ...event, more: 'é'.repeat(1e6) })],
      [
        'a megabyte of lines',
        (event: object) => JSON.stringify({ ...event, more: Array(1e5).fill('12345') }, null, 1),
      ],
    ])('judges %s', async (_, write) => {
      const { page, faults } = await open()
      const text = write(Object.values(exampleEvents)[0])
      expect(text.length).toBeGreaterThan(1e6)
      expect(await judged(page, text)).toMatch(/^Valid/)
      await page.keyboard.press('Control+End')
      expect(await saidAfter(page, 'validate-verdict', () => page.keyboard.type('x'))).toMatch(/^Not JSON/)
      expect(faults).toEqual([])
    })

    test.each([
      ['5,000 levels', `${'['.repeat(5000)}${']'.repeat(5000)}`, /^Invalid/],
      ['100,000 levels that do not close', '{"a":'.repeat(1e5), /^Not JSON/],
      ['__proto__', '{"__proto__": {"event_type": "x"}, "constructor": null}', /^Invalid/],
      ['lone surrogates', '{"event_type": "\ud800", "\udc00": 1}', /^Invalid/],
      [
        'markup',
        '{"event_type": "<img src=x onerror=alert(1)>", "<script>alert(2)</script>": 1}',
        /^Invalid/,
      ],
    ])('%s do no harm', async (_, text, verdict) => {
      const { page, faults, requests } = await open()
      expect(await judged(page, text)).toMatch(verdict)
      expect(await page.locator('#playground :is(img:not(.cm-widgetBuffer), script)').count()).toBe(0)
      await page.locator('#tab-signature').click()
      await page.locator('#signature-secret').fill(text.slice(0, 100))
      await saidAfter(page, 'signature-verdict', () => paste(page, 'signature-body', text))
      await page.locator('#tab-generate').click()
      await saidAfter(page, 'generate-verdict', () => paste(page, 'generate-editor', text))
      expect(await page.locator('#playground :is(img:not(.cm-widgetBuffer), script)').count()).toBe(0)
      expect(await page.evaluate('({}).event_type')).toBeUndefined()
      expect(faults).toEqual([])
      expect(requests).toEqual([])
    })

    test('reads a file that is dropped as text', async () => {
      const { page } = await open()
      await page.locator('#validate-editor .cm-content').click()
      await page.keyboard.press('Control+A')
      await page.keyboard.press('Delete')
      await drop(page, 'validate-editor', '{"event_type":"of_a_file"}')
      await page.locator('#validate-editor .cm-content', { hasText: 'of_a_file' }).waitFor()
      await page.locator('#tab-generate').click()
      await drop(page, 'generate-editor', '"of_a_file"')
      await page.locator('#generate-editor .cm-content', { hasText: 'of_a_file' }).waitFor()
    })

    test('the list of examples says what is loaded, after a change of the contract too', async () => {
      const { page } = await open()
      const choose = (contract: string) =>
        saidAfter(page, 'validate-verdict', () => page.locator(`#validate-${contract}`).check())
      const shown = async () => (await page.evaluate(`(${shownInPage})()`)) as Shown
      const variant = page.locator('#validate-variant')
      const [type = ''] = webhookEventTypes
      const both = invalidEvents.find((each) => each.type === type)
      const onlyStrict = invalidStrictEvents.find(
        (each) => each.type === type && !invalidEvents.some(({ name }) => name === each.name),
      )
      if (!both || !onlyStrict) throw new Error('expected both kinds of invalid events')

      await saidAfter(page, 'validate-verdict', () => variant.selectOption(both.name))
      await choose('strict')
      expect(await variant.inputValue()).toBe(both.name)
      expect(JSON.parse((await shown()).text)).toEqual(both.event)

      await saidAfter(page, 'validate-verdict', () => variant.selectOption(onlyStrict.name))
      expect(await choose('tolerant')).toMatch(/^Valid/)
      expect(await variant.inputValue()).toBe('')
      expect(JSON.parse((await shown()).text)).toEqual(exampleEvents[type as WebhookEventType])

      await choose('strict')
      await saidAfter(page, 'validate-verdict', () => variant.selectOption(onlyStrict.name))
      await judged(page, '"of my own"')
      await choose('tolerant')
      expect(await shown()).toMatchObject({ text: '"of my own"' })
    })

    test('markup in an unknown event type stays text', async () => {
      const { page, faults } = await open()
      const markup = '<img src=x onerror=alert(1)>'
      const event = { ...Object.values(exampleEvents)[0], event_type: markup }
      expect(await judged(page, JSON.stringify(event))).toContain(markup)
      expect(await page.locator('#playground img').count()).toBe(0)
      expect(faults).toEqual([])
    })
  })

  describe('signature', () => {
    /** Fills in a signed body, and returns what the page says. */
    async function explained(
      page: Page,
      { body, signature, secret }: { body: string | Uint8Array; signature: string; secret: string },
    ) {
      await page.locator('#signature-secret').fill(secret)
      await page.locator('#signature-header').fill(signature)
      const verdict = await saidAfter(page, 'signature-verdict', () =>
        typeof body === 'string'
          ? paste(page, 'signature-body', body)
          : page.locator('#signature-file').setInputFiles({
              name: 'body',
              mimeType: 'application/octet-stream',
              buffer: Buffer.from(body),
            }),
      )
      return {
        verdict,
        code: await page.locator('#signature-code').textContent(),
        message: await page.locator('#signature-cause').textContent(),
      }
    }

    const ofPage = ({ body, signature = '', secret }: SignedBody) =>
      (typeof body === 'string' || body instanceof Uint8Array) &&
      typeof secret === 'string' &&
      !/[\r\n]/.test(secret)
        ? [{ body, signature: signature ?? '', secret }].filter(
            ({ signature }) => typeof signature === 'string',
          )
        : []

    test('tells the causes of a wrong signature apart as Node does', async () => {
      const { page, faults, requests } = await open('#signature')
      const calls = planted.flatMap(([, , change]) => ofPage({ ...signed, ...change } as SignedBody))
      const codes = new Set<string | null>()
      for (const call of calls) {
        const inNode = explainSignature(call)
        if (inNode.valid) throw new Error('expected a planted cause')
        const inPage = await explained(page, call)
        expect(inPage).toEqual({
          verdict: 'The signature is not valid.',
          code: inNode.code,
          message: inNode.message,
        })
        codes.add(inPage.code)
      }
      // What a form cannot hold: a body that is an object, a secret with a line end.
      expect([...new Set(planted.map(([code]) => code))].filter((code) => !codes.has(code))).toEqual([
        'secret_has_line_end',
        'parsed_body',
      ])
      expect(faults).toEqual([])
      expect(requests).toEqual([])
    })

    test.each([
      ['as the sender signs it', signPayload('{"b": "é", "a": 1}', 'test-secret'), '{"b": "é", "a": 1}'],
      ['with carriage returns', hmac('{\r\n"a":1\r\n}\r\n'), '{\r\n"a":1\r\n}\r\n'],
      ['with a byte order mark', hmac('\ufeff{}'), '\ufeff{}'],
      ['that is not text', hmac(Buffer.from([0xff, 0x00])), Buffer.from([0xff, 0x00])],
    ])('accepts a body %s, from a file', async (_, signature, body) => {
      const { page } = await open('#signature')
      const call = { body: Buffer.from(body), signature, secret: 'test-secret' }
      expect(await explained(page, call)).toMatchObject({ verdict: 'The signature is valid.', code: '' })
    })

    test('keeps the line ends of a body that is pasted, and says what nobody sees', async () => {
      const { page } = await open('#signature')
      const body = '{\r\n"a":1\r\n}\n'
      const secret = 'test-secret'
      expect(await explained(page, { body, signature: hmac(body), secret })).toMatchObject({ code: '' })
      expect(await page.locator('#signature-body-note').textContent()).toBe(
        '12 bytes, 2 of them carriage returns (CR), with a line end at the end.',
      )
      const changed = body.replaceAll('\r\n', '\n')
      expect(await explained(page, { body: changed, signature: hmac(body), secret })).toMatchObject({
        code: 'unknown',
      })
    })

    test('a text that is pasted counts, also beside a picture of it', async () => {
      const { page } = await open('#signature')
      await saidAfter(page, 'signature-verdict', () =>
        page.evaluate(`(() => {
          const clipboardData = new DataTransfer()
          clipboardData.setData('text/plain', '{"a": "text"}')
          clipboardData.items.add(new File(['picture'], 'picture.png', { type: 'image/png' }))
          const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
          document.querySelector('#signature-body .cm-content').dispatchEvent(paste)
        })()`),
      )
      expect(await page.locator('#signature-body .cm-content').textContent()).toBe('{"a": "text"}')
    })

    test('says that a file cannot be read, and keeps the body', async () => {
      const { page, faults } = await open('#signature')
      await saidAfter(page, 'signature-verdict', () => paste(page, 'signature-body', '{"a": 1}'))
      // As with a folder.
      await page.evaluate(
        `File.prototype.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'))`,
      )
      await saidAfter(page, 'signature-verdict', () => drop(page, 'signature-body', ''))
      expect(await page.locator('#signature').getByRole('status').allTextContents()).toContain(
        'The file cannot be read. The body is unchanged.',
      )
      expect(await page.locator('#signature-body .cm-content').textContent()).toBe('{"a": 1}')
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 })
        await site.look(page, `signature-unreadable-${width}.png`)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
      await saidAfter(page, 'signature-verdict', () => paste(page, 'signature-body', '{"a": 2}'))
      expect(await page.locator('#signature').textContent()).not.toContain('cannot be read')
      expect(faults).toEqual([])
    })

    test('what comes later counts, while a file is still being read', async () => {
      const { page } = await open('#signature')
      await page.evaluate(`(() => {
        const { arrayBuffer } = Blob.prototype
        File.prototype.arrayBuffer = async function () {
          if (this.name === 'slow') await new Promise((resolve) => { window.readSlowFile = resolve })
          return arrayBuffer.call(this)
        }
      })()`)
      const body = page.locator('#signature-body .cm-content')
      for (const later of [
        () => paste(page, 'signature-body', '"later"'),
        () => drop(page, 'signature-body', '"later"'),
      ]) {
        await drop(page, 'signature-body', '"slow"', 'slow')
        await later()
        await body.filter({ hasText: 'later' }).waitFor()
        await page.evaluate('readSlowFile()')
        // A reading of the slow file would be done before this one.
        await page.evaluate(
          `new Blob([]).arrayBuffer().then(() => new Promise((resolve) => setTimeout(resolve, 50)))`,
        )
        expect(await body.textContent()).toBe('"later"')
        await page.locator('#signature-verdict[aria-busy=false]').waitFor()
      }
    })

    test('the size of the body describes the editor, and is not announced with each key', async () => {
      const { page } = await open('#signature')
      const note = page.locator('#signature-body-note')
      expect(await note.textContent()).toBe('0 bytes.')
      expect(await note.getAttribute('role')).toBeNull()
      expect(await page.locator('#signature-body .cm-content').getAttribute('aria-describedby')).toBe(
        'signature-body-note',
      )
    })

    test('shows the text that the sender signs, and where the body differs', async () => {
      const { page } = await open('#signature')
      const body = JSON.stringify({ user_name: 'José 😀', details: { b: 1, a: [1, 2] }, x: '<b>' })
      await explained(page, { body, signature: signPayload(body, 'test-secret'), secret: 'test-secret' })
      await page.locator('#signature-differences', { hasText: 'differs from the body' }).waitFor()
      const parts = (editor: string, mark: string) =>
        page.evaluate(`(() => {
          const content = document.querySelector('#${editor} .cm-content').cloneNode(true)
          const whole = content.textContent
          for (const each of content.querySelectorAll('.mark-${mark}')) each.remove()
          return { whole, common: content.textContent }
        })()`) as Promise<{ whole: string; common: string }>
      const ofBody = await parts('signature-body', 'removed')
      const ofSigned = await parts('signature-signed', 'added')
      expect(ofBody.whole).toBe(body)
      expect(ofSigned.whole).toBe(canonicalJson(body))
      expect(ofBody.common).toBe(ofSigned.common)
      expect(ofBody.common.length).toBeLessThan(body.length)
    })

    test('a body that the sender could not sign has no such text, and the page says why', async () => {
      const { page } = await open('#signature')
      await explained(page, { body: 'a=1&b=2', signature: 'x', secret: 'test-secret' })
      expect(await page.locator('#signature-differences').textContent()).toContain(
        'The sender signs only JSON.',
      )
      expect(await page.locator('#signature-signed .cm-content').textContent()).toBe('')
    })

    test('Standard Webhooks: valid, too old, and wrong are told apart', async () => {
      const { page } = await open('#signature')
      await page.locator('#signature-standard').check()
      const body = '{"a":1}'
      const answer = async (timestamp: Date, sent = body, secret = messageSecret) => {
        const headers = signMessage({ id: 'msg_1', timestamp, body: sent, secret: messageSecret })
        for (const [name, value] of Object.entries(headers))
          await page.locator(`#signature-${name}`).fill(value)
        await page.locator('#signature-secret').fill(secret)
        await saidAfter(page, 'signature-verdict', () => paste(page, 'signature-body', body))
        expect(await page.locator('#signature-signed .cm-content').textContent()).toBe(
          `msg_1.${headers['webhook-timestamp']}.${body}`,
        )
        return page.locator('#signature-code').textContent()
      }
      expect(await answer(new Date())).toBe('')
      expect(await answer(new Date(0))).toBe('timestamp_too_old')
      expect(await page.locator('#signature-cause').textContent()).toContain('The signature is right, but')
      expect(await answer(new Date(), '{}')).toBe('wrong_signature')
      expect(await answer(new Date(), body, 'whsec_a')).toBe('unusable_secret')
    })

    test('the example is valid, and explains a secret in quotes', async () => {
      const { page } = await open('#signature')
      await saidAfter(page, 'signature-verdict', () => page.locator('#signature-example').click())
      await page.getByText('The signature is valid.').waitFor()
      await page.locator('#signature-secret').fill('"test-secret"')
      await page.locator('#signature-code', { hasText: 'secret_has_quotes' }).waitFor()
    })

    test('a secret is hidden until somebody shows it, and nothing keeps it', async () => {
      const { page } = await open('#signature')
      const field = page.locator('#signature-secret')
      await field.fill('a-secret-of-mine')
      expect(await field.getAttribute('type')).toBe('password')
      const show = page.locator('#signature').getByRole('button', { name: 'Show secret' })
      await show.click()
      expect(await field.getAttribute('type')).toBe('text')
      expect(await show.getAttribute('aria-pressed')).toBe('true')
      await show.click()
      expect(await field.getAttribute('type')).toBe('password')
      const kept =
        'JSON.stringify([location.href, document.cookie, { ...localStorage }, { ...sessionStorage }])'
      expect(await page.evaluate(kept)).not.toContain('a-secret-of-mine')
      await page.reload()
      expect(await field.inputValue()).toBe('')
    })

    test('says that a pasted secret loses its line end', async () => {
      const { page } = await open('#signature', { permissions: ['clipboard-read', 'clipboard-write'] })
      await page.evaluate(`navigator.clipboard.writeText('a-secret\\n')`)
      await page.locator('#signature-secret').focus()
      await page.keyboard.press('Control+V')
      await page.locator('#signature-secret-note', { hasText: 'line ends' }).waitFor()
      expect(await page.locator('#signature-secret').inputValue()).toBe('a-secret')
    })
  })

  describe('generate', () => {
    /** A receiver on loopback. `events` has what it accepted. */
    async function startReceiver(scheme: 'promptlayer' | 'standard-webhooks' | 'both') {
      const events: unknown[] = []
      const receiver = createReceiver({
        secret: messageSecret,
        scheme,
        on: {},
        onAny: (event) => events.push(event),
      })
      const server = createServer(toNodeHandler(receiver))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      return {
        url: `http://127.0.0.1:${port}/it's [a] "hook"?x=$HOME&y=\`id\``,
        events,
        stop: () => server.close(),
      }
    }

    /** Runs a command as somebody does who pastes it into bash. Prints the status of the answer. */
    const run = async (command: string) => {
      const { stdout } = await promisify(execFile)('bash', [
        '-c',
        `${command} \\\n  -s -o /dev/null -w '%{http_code}'`,
      ])
      return stdout
    }
    const commandOf = (page: Page) => page.locator('#generate-command').textContent()
    const generated = (page: Page, text: string) =>
      saidAfter(page, 'generate-command', () => paste(page, 'generate-editor', text))

    test.each([
      ['sender', 'promptlayer'],
      ['standard', 'standard-webhooks'],
      ['both', 'both'],
    ] as const)(
      'the command sends every event to a receiver, which accepts it: %s',
      async (scheme, expected) => {
        const { page, faults, requests } = await open('#generate')
        const receiver = await startReceiver(expected)
        await page.locator('#generate-secret').fill(messageSecret)
        await page.locator('#generate-url').fill(receiver.url)
        await page.locator('#generate-scheme').selectOption(scheme)
        for (const type of webhookEventTypes) {
          const command = await saidAfter(page, 'generate-command', () =>
            page.locator('#generate-type').selectOption(type),
          )
          expect(await run(command), type).toBe('204')
          const headers = (await page.locator('#generate-headers').textContent()) ?? ''
          for (const line of headers.split('\n')) expect(command).toContain(`-H '${line}'`)
        }
        expect(receiver.events).toEqual(webhookEventTypes.map((type) => exampleEvents[type]))
        receiver.stop()
        expect(faults).toEqual([])
        expect(requests).toEqual([])
      },
    )

    test.each([
      ['quotes and expansions', `'"'\\''"$HOME\`id\`$(id) !! \\ ; & | # ~ *`],
      ['lines', 'a\nb\tc\r\nd'],
      ['characters', 'é 😀 \u2028 \u00a0 \u202e'],
      ['a lone surrogate', 'a\ud800b'],
      ['what looks like a file', '@/etc/passwd'],
    ])('the shell leaves %s as they are', async (_, name) => {
      const { page } = await open('#generate')
      const receiver = await startReceiver('both')
      await page.locator('#generate-secret').fill(messageSecret)
      await page.locator('#generate-url').fill(receiver.url)
      const event = { ...Object.values(exampleEvents)[0], user_name: name }
      // Not escaped, as somebody may paste it.
      const text = JSON.stringify(event, null, 2).replaceAll('\\ud800', '\ud800')
      expect(await run(await generated(page, text))).toBe('204')
      expect(receiver.events).toEqual([event])
      receiver.stop()
    })

    test('what is copied is what is shown, signed anew', async () => {
      const { page } = await open('#generate', { permissions: ['clipboard-read', 'clipboard-write'] })
      const copied = async (name: string) => {
        const button = page.locator(`#generate-copy-${name}`)
        await button.click()
        await button.filter({ hasText: 'Copied' }).waitFor()
        return page.evaluate('navigator.clipboard.readText()')
      }
      const before = await commandOf(page)
      expect(await copied('command')).toBe(await commandOf(page))
      expect(await commandOf(page)).not.toBe(before)
      expect(await copied('headers')).toBe(await page.locator('#generate-headers').textContent())
      const [first] = Object.values(exampleEvents)
      expect(JSON.parse(String(await copied('payload')))).toEqual(first)
    })

    test('copies without HTTPS too', async () => {
      const { page } = await open('#generate')
      await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`)
      await page.evaluate(
        `document.addEventListener('copy', () => { window.copied = getSelection().toString() || document.activeElement.value })`,
      )
      await page.getByRole('button', { name: 'Copy headers' }).click()
      await page.getByRole('button', { name: 'Copied' }).waitFor()
      expect(await page.evaluate('window.copied')).toBe(await page.locator('#generate-headers').textContent())
    })

    test('says which field prevents a command', async () => {
      const { page } = await open('#generate')
      const problem = page.locator('#generate-problem')
      await page.locator('#generate-url').fill('localhost:3000')
      await problem.filter({ hasText: 'The URL:' }).waitFor()
      expect(await page.locator('#generate-result').isVisible()).toBe(false)
      await page.locator('#generate-url').fill('https://example.com/')
      expect(await page.locator('#generate-result').isVisible()).toBe(true)
      await page.locator('#generate-secret').fill('')
      await problem.filter({ hasText: 'secret' }).waitFor()
      await page.getByRole('button', { name: 'New secret' }).click()
      expect(await problem.isVisible()).toBe(false)
      await paste(page, 'generate-editor', '{')
      await problem.filter({ hasText: 'The payload:' }).waitFor()
    })

    test('an invalid payload gets a command, and the page says what is wrong with it', async () => {
      const { page } = await open('#generate')
      await generated(page, '{"event_type": 1}')
      await page.locator('#generate-verdict', { hasText: 'Invalid' }).waitFor()
      expect(await page.locator('#generate-issues button').count()).toBeGreaterThan(0)
    })
  })

  describe('the page', () => {
    const tabs = ['validate', 'signature', 'generate']

    /** Fills in each tab, so that it shows everything that it can show. */
    async function fill(page: Page) {
      await judged(page, '{"event_type": 1, "event_type": 2}')
      await page.locator('#tab-signature').click()
      await page.locator('#signature-example').click()
      await page.locator('#signature-secret').fill('"test-secret"')
      await page.locator('#signature-code', { hasText: 'secret_has_quotes' }).waitFor()
    }

    test.each(['light', 'dark'] as const)('has no barriers and fits, in %s', async (colorScheme) => {
      const { page, faults } = await open('', { colorScheme })
      await fill(page)
      for (const tab of tabs) {
        await page.locator(`#tab-${tab}`).click()
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 800 })
          await site.look(page, `${tab}-${colorScheme}-${width}.png`, { fullPage: true })
          expect(await page.evaluate('document.documentElement.scrollWidth'), `${tab}, ${width}`).toBe(width)
          expect(await barriers(page), `${tab}, ${width}`).toEqual([])
        }
      }
      expect(faults).toEqual([])
    })

    test('has tabs that the keyboard and the address open', async () => {
      const { page } = await open()
      const selected = () => page.getByRole('tab', { selected: true }).textContent()
      const visible = () =>
        page.evaluate(
          `[...document.querySelectorAll('[role=tabpanel]')].filter((each) => !each.hidden).map((each) => each.id)`,
        )
      expect([await selected(), await visible()]).toEqual(['Validate', ['validate']])
      await page.getByRole('tab', { name: 'Validate' }).focus()
      for (const [key, hash] of [
        ['ArrowRight', 'signature'],
        ['ArrowRight', 'generate'],
        ['ArrowRight', 'validate'],
        ['ArrowLeft', 'generate'],
        ['Home', 'validate'],
        ['End', 'generate'],
      ] as const) {
        await page.keyboard.press(key)
        expect(await visible()).toEqual([hash])
        expect(await page.evaluate('location.hash + " #" + document.activeElement.id')).toBe(
          `#${hash} #tab-${hash}`,
        )
      }
      await page.evaluate(`location.hash = '#signature'`)
      await page.getByRole('tab', { name: 'Signature', selected: true }).waitFor()
      expect(await visible()).toEqual(['signature'])
      const { page: linked } = await open('#generate')
      expect(await linked.getByRole('tab', { selected: true }).textContent()).toBe('Generate')
    })

    test('leaves to the browser what has a modifier key', async () => {
      const { page } = await open()
      const selected = () => page.getByRole('tab', { selected: true }).textContent()
      await page.getByRole('tab', { name: 'Validate' }).focus()
      for (const modifier of ['Alt', 'Control', 'Meta', 'Shift']) {
        await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {
          key: 'ArrowRight', ${modifier.replace('Control', 'ctrl').toLowerCase()}Key: true, bubbles: true, cancelable: true,
        }))`)
        expect(await selected(), modifier).toBe('Validate')
      }
      const opened = page.context().waitForEvent('page')
      await page.getByRole('tab', { name: 'Generate' }).click({ modifiers: ['Control'] })
      expect((await opened).url()).toContain('#generate')
      expect(await selected()).toBe('Validate')
    })

    test('says that it could not start, if its worker does not load', async () => {
      const { page } = await site.visit()
      await page.route('**/worker*.js', (route) => route.abort())
      await page.goto(`${site.url}playground/`)
      await page.getByRole('status').getByText('The playground could not start. Reload the page.').waitFor()
      expect(await page.locator('[aria-busy=true]').count()).toBe(0)
      await paste(page, 'validate-editor', '{}')
      expect(await page.locator('[aria-busy=true]').count()).toBe(0)
    })

    test('says that it has a fault, if its worker has one, and goes on', async () => {
      const { page } = await site.visit()
      await page.addInitScript(`(() => {
        const { postMessage } = Worker.prototype
        Worker.prototype.postMessage = function (question) {
          postMessage.call(this, { ...question, ask: window.hasFault === false ? question.ask : 'nothing' })
        }
      })()`)
      await page.goto(`${site.url}playground/`)
      const status = page.locator('#validate-verdict[aria-busy=false]')
      await status.getByText('The playground has a fault: TypeError').waitFor()
      await page.evaluate('window.hasFault = false')
      expect(await judged(page, '{')).toMatch(/^Not JSON/)
    })

    test('cannot connect, submit or evaluate', async () => {
      const { page } = await open()
      const tried = (code: string) =>
        page.evaluate(
          `(async () => { try { await (${code}); return 'done' } catch (error) { return error.name } })()`,
        )
      expect(await tried(`fetch(location.href)`)).toBe('TypeError')
      expect(
        await tried(`new Promise((resolve, reject) => {
        const request = new XMLHttpRequest()
        request.onload = resolve
        request.onerror = () => reject(new TypeError())
        request.open('GET', location.href)
        request.send()
      })`),
      ).toBe('TypeError')
      // What the test itself evaluates is exempt, until it returns.
      const later = `new Promise((resolve, reject) => setTimeout(() => { try { resolve(eval('1')) } catch (error) { reject(error) } }))`
      expect(await tried(later)).toBe('EvalError')
      const sent = await page.evaluate(`new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective))
        const form = document.createElement('form')
        document.body.append(form)
        form.submit()
      })`)
      expect(sent).toBe('form-action')
    })

    test('is in the sidebar and on the home page, and only it loads its code', async () => {
      const { page } = await site.visit()
      const scripts: string[] = []
      page.on('response', (response) => {
        if (response.url().endsWith('.js')) scripts.push(response.url())
      })
      await page.goto(site.url, { waitUntil: 'networkidle' })
      expect(scripts.filter((url) => url.includes('playground'))).toEqual([])
      await page.getByRole('main').getByRole('link', { name: 'playground' }).first().click()
      await page.locator('#playground[data-ready]').waitFor()
      expect(scripts.filter((url) => url.includes('playground'))).toHaveLength(1)
      expect(await page.locator('.sidebar-content a[aria-current=page]').textContent()).toMatch(
        /^\s*Playground\s*$/,
      )
    })

    test('has at most 145 kB of JavaScript, compressed', () => {
      const scripts = readdirSync(join(site.folder, '_astro')).filter((name) =>
        /^(playground|worker)\b.*\.js$/.test(name),
      )
      expect(scripts).toHaveLength(2)
      const bytes = scripts.map(
        (name) => gzipSync(readFileSync(join(site.folder, '_astro', name)), { level: 9 }).length,
      )
      if (site.screenshots) process.stdout.write(`${scripts} ${bytes}\n`)
      expect(bytes.reduce((sum, each) => sum + each)).toBeLessThan(145_000)
    })

    test('says that it needs JavaScript', async () => {
      const { page } = await site.visit({ javaScriptEnabled: false })
      await page.goto(`${site.url}playground/`)
      await page.getByText('needs JavaScript').waitFor()
      expect(await page.locator('#playground').isVisible()).toBe(false)
    })
  })
})

function hmac(body: string | Uint8Array): string {
  return createHmac('sha256', 'test-secret').update(body).digest('hex')
}
