import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { quoted } from '../../issue/quoted.js'
import { battery } from '../../testing/check-receiver/battery.js'
import { exchangeWith } from '../../testing/check-receiver/check-receiver.js'
import { mark, markedId } from '../../testing/check-receiver/marked-event.js'
import { runChecks } from '../../testing/check-receiver/run-checks.js'
import { type CheckedScheme, signerOf } from '../../testing/check-receiver/signer.js'
import { secretVariable, withSecret } from '../arguments/secret.js'
import { exitCode, raiseExitCode } from '../exit-code.js'
import { closestMatch } from '../terminal/closest-match.js'
import { printable } from '../terminal/printable.js'
import { styleFor } from '../terminal/style.js'
import { wrapped } from '../terminal/wrapped.js'
import { requireConsent } from './consent.js'
import { junitReport } from './junit-report.js'
import { listChecks } from './list.js'
import { TextReport } from './text-report.js'

interface CheckOptions {
  readonly secret?: string
  readonly scheme: CheckedScheme
  readonly only?: readonly string[]
  readonly list?: boolean
  readonly yes?: boolean
  readonly json?: boolean
  readonly junit?: string
}

const timeoutMs = 10_000

/** Checks a receiver, or lists the checks. */
export async function check(url: URL | undefined, options: CheckOptions, command: Command): Promise<void> {
  const { secret, scheme, only, list, yes, json, junit } = options
  const checks = battery(scheme)
  for (const id of only ?? []) requireCheck(command, id, scheme)
  if (list)
    return listChecks(
      checks.filter(({ id }) => only?.includes(id) ?? true),
      json,
    )
  if (!url) return command.error("error: missing required argument 'url'")
  if (secret === undefined) return command.error(`error: no secret; set ${secretVariable}, or --secret`)
  withSecret(command, () => signerOf(scheme, secret))
  await requireConsent(command, url, yes)
  const writeJunit = async (text: string) => {
    if (junit === undefined) return
    await writeFile(junit, text).catch((error) =>
      command.error(`error: --junit: ${printable(junit)} cannot be written (${error.code})`),
    )
  }
  // Now, because a wrong path should not cost a run.
  await writeJunit('')

  warnOfHandlers()
  const text = json ? undefined : new TextReport(url, scheme)
  const exchange = exchangeWith(url.href, timeoutMs)
  const report = await runChecks({
    exchange,
    secret,
    scheme,
    only,
    ...(text && { onResult: (result) => text.add(result) }),
  })
  text?.end(report)
  if (json) process.stdout.write(`${JSON.stringify({ url: url.href, scheme, ...report }, null, 2)}\n`)
  await writeJunit(junitReport(url, report))
  if (!report.passed) raiseExitCode(exitCode.invalid)
}

function warnOfHandlers(): void {
  const text = `The handlers of the receiver run. You recognise the events by their user_name, ${mark}, and their ids, ${markedId}.`
  const warning = `⚠ ${wrapped(text, 2).join('\n  ')}`
  process.stderr.write(`${styleFor(process.stderr)('yellow', warning)}\n`)
}

function requireCheck(command: Command, id: string, scheme: CheckedScheme): void {
  const ids = (of: CheckedScheme) => battery(of).map((each) => each.id)
  if (ids(scheme).includes(id)) return
  const nearest = closestMatch(id, ids(scheme), 10)
  const hint = ids('standard-webhooks').includes(id)
    ? 'It needs --scheme standard-webhooks.'
    : nearest
      ? `Did you mean ${nearest}?`
      : 'List them with: prompt-webhooks check --list'
  command.error(`error: --only: there is no check ${quoted(id)}\n(${hint})`)
}
