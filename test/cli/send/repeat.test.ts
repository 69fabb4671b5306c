import { expect, test } from 'vitest'
import { hasNode20, node20 } from '../../support/node-20.js'
import { Background } from '../background.js'
import { receive, send, signed } from './receiver.js'

test('each event has its own time, in order', async () => {
  const { url, events } = await receive()
  const { status, stdout, stderr } = await send(['prompt_template_deleted', '--to', url, '--repeat', '30'])
  expect([status, stderr]).toEqual([0, ''])
  const stamps = events.map(({ timestamp }) => timestamp)
  expect([...new Set(stamps)].sort()).toEqual(stamps)
  expect(stamps).toHaveLength(30)
  expect(stdout).toMatch(/30 events.*\n✓ 30 delivered\n.*p50/)
})

test('events that were not delivered are counted by reason: exit code 1', async () => {
  let requests = 0
  const { url } = await receive((_, response) =>
    response.writeHead([204, 500, 410, 204, 500][requests++] ?? 204).end(),
  )
  const { status, stdout } = await send(['prompt_template_deleted', '--to', url, '--repeat', '6'])
  expect(status).toBe(1)
  expect(stdout).toMatch(/✓ 3 delivered\n✗ 3 not delivered\n +2 .*500\n +1 .*410\n/)
})

// Only an older Node warns of many listeners to a signal.
const runtimes = [['this Node', process.execPath], ...(hasNode20() ? [['Node 20', node20()]] : [])]
test.each(runtimes)('with --rate, events do not wait for the answers, in %s', async (_, node) => {
  const answers: (() => void)[] = []
  const { url } = await receive((_, response) => {
    answers.push(() => response.writeHead(204).end())
    if (answers.length === 20) for (const answer of answers) answer()
  })
  const args = ['send', 'prompt_template_deleted', '--to', url, '--repeat', '20', '--rate', '1000']
  const background = new Background(args, signed, undefined, node)
  expect(await background.end()).toMatchObject({ status: 0, stderr: '' })
})

test('Ctrl-C stops it, and it reports what was sent: exit code 1', async () => {
  const { url, bodies } = await receive((_, response) => bodies.length <= 2 && response.writeHead(204).end())
  const background = new Background(['send', 'prompt_template_deleted', '--to', url, '--repeat', '9'], signed)
  await expect.poll(() => bodies.length).toBe(3)
  const { status, stdout } = await background.end('SIGINT')
  expect(status).toBe(1)
  expect(stdout).toMatch(/2 of 9 events.*\n✓ 2 delivered\n/)
})
