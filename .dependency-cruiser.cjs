// Who may import whom: the table in docs/architecture.md, one rule per folder. A rule forbids all that it does not list.
const folder = (name) => `^src/${name}/`
const library = (...names) => `^node_modules/(${names.join('|')})/`
const may = (name, ...to) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: folder(name) },
  to: { pathNot: [folder(name), ...to] },
})
const mayWithNode = (name, ...to) => {
  const rule = may(name, ...to)
  return { ...rule, to: { ...rule.to, dependencyTypesNot: ['core'] } }
}

const index = '^src/index[.]ts$'
const generated = '^src/generated/(types|origin|catalog|validators|schemas|json-schema)[.]ts$'
const runtime = folder('runtime')
const issue = folder('issue')
const event = folder('event')
const signing = folder('signing')
const signatures = '^src/(signature|standard-webhooks)/'
// The hash that comes along where there is no Node. Only `signing` and the entries that must answer at once may load it.
const hash = '^src/signing/hmac[.]ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'two-loose-files',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+$', pathNot: ['^src/(index|zod)[.]ts$'] },
    },
    may('runtime'),
    may('contract', issue, library('zod')),
    may('issue'),
    may('generated', issue, '^src/contract/catalog[.]ts$'),
    {
      name: 'only-generated-zod-imports-the-contract',
      severity: 'error',
      from: { path: generated },
      to: { path: folder('contract') },
    },
    may('event', generated, issue),
    may('signing', runtime, issue, event, library('@noble/hashes')),
    {
      name: 'index-imports',
      severity: 'error',
      from: { path: index },
      to: { pathNot: [event, generated, issue] },
    },
    {
      name: 'zod-imports',
      severity: 'error',
      from: { path: '^src/zod[.]ts$' },
      to: { pathNot: [folder('contract'), '^src/generated/zod[.]ts$'] },
    },
    may('standard-webhooks', signing, runtime, event),
    may('signature', folder('standard-webhooks'), signing, runtime, event, generated),
    may('cache', index, event, issue, generated),
    may('registry', index, event, issue),
    may('prompt-cache', folder('cache'), index, event, issue, runtime, library('bentocache')),
    may('cloudevents', index, event, issue, generated, runtime, signing, folder('signature')),
    may('receiver', index, event, issue, signing, runtime, signatures),
    {
      name: 'receiver-brings-no-hash',
      severity: 'error',
      from: { path: folder('receiver') },
      to: { path: hash, reachable: true },
    },
    {
      name: 'receiver-never-explains',
      comment: 'An explanation costs dozens of hashes, and must never get into an answer.',
      severity: 'error',
      from: { path: folder('receiver') },
      to: { path: '^src/signature/(explain-signature[.]ts$|explanation/)', reachable: true },
    },
    may('emitter', index, event, issue, signing, runtime, signatures, library('ipaddr[.]js', 'p-limit')),
    may(
      'testing',
      index,
      event,
      issue,
      generated,
      signing,
      runtime,
      signatures,
      library('fast-check', 'vitest'),
    ),
    mayWithNode(
      'codegen',
      folder('contract'),
      issue,
      // What the documents show: a signature, the headers of the other scheme, and the answers.
      '^src/signature/canonical-json[.]ts$',
      '^src/standard-webhooks/message[.]ts$',
      '^src/receiver/result[.]ts$',
      // The translation of the schemas to another draft, which the package also does when it runs.
      '^src/event/draft-2020-12[.]ts$',
      library('zod', 'json-schema-to-typescript'),
    ),
    mayWithNode(
      'cli',
      '^src/(?!codegen|contract)',
      '^package[.]json$',
      library('commander', 'eventsource-parser', 'fastest-levenshtein', 'jsonc-parser', 'tinyglobby'),
    ),
    {
      name: 'cli-commands-are-apart',
      comment: 'A command of the CLI imports its own room and the shared ones, not another command.',
      severity: 'error',
      from: { path: '^src/cli/([^/]+)/' },
      to: { path: '^src/cli/(validate|send|listen|check)/', pathNot: '^src/cli/$1/' },
    },
    {
      // It reads published files, so that it judges what users get.
      name: 'compat',
      severity: 'error',
      from: { path: '^compat/' },
      to: {
        pathNot: ['^compat/', library('refa', '@eslint-community/regexpp', 'semver', '@changesets/read')],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'nothing-to-compat',
      severity: 'error',
      from: { pathNot: '^(compat|release)/' },
      to: { path: '^compat/' },
    },
    {
      name: 'release',
      severity: 'error',
      from: { path: '^release/' },
      to: {
        pathNot: [
          '^release/',
          // How notes and releases are read, and what the build bundles.
          '^compat/(announced|released|schema-files)[.]ts$',
          '^build/third-party-licenses[.]ts$',
          library('@changesets/get-release-plan', '@changesets/read', 'ajv'),
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'nothing-to-release',
      severity: 'error',
      from: { pathNot: '^release/' },
      to: { path: '^release/' },
    },
    {
      name: 'drift',
      severity: 'error',
      from: { path: '^drift/' },
      to: {
        pathNot: [
          '^drift/',
          folder('contract'),
          // What the contract documents, and how the command prints.
          '^src/codegen/(documents|event-names|json-schema)[.]ts$',
          '^src/cli/terminal/(count|printable)[.]ts$',
          library('commander', 'jsonc-parser', 'marked', 'parse5'),
        ],
        dependencyTypesNot: ['core'],
      },
    },
    { name: 'nothing-to-drift', severity: 'error', from: { pathNot: '^drift/' }, to: { path: '^drift/' } },
    {
      name: 'playground-imports',
      comment: 'The playground shows what the built package does, as users get it.',
      severity: 'error',
      from: { path: '^site/src/playground/' },
      to: {
        pathNot: [
          '^site/src/playground/',
          // By its name alone, if it is not built.
          '^(dist/|prompt-webhooks)',
          '^node_modules/(@codemirror/|@lezer/highlight/|jsonc-parser/)',
        ],
      },
    },
    { name: 'nothing-to-site', severity: 'error', from: { pathNot: '^site/' }, to: { path: '^site/' } },
    // The hub stands on the built entries of the contract package, by name.
    { name: 'hub-to-public-entries', severity: 'error', from: { path: '^hub/' }, to: { path: '^src/' } },
    { name: 'nothing-to-hub', severity: 'error', from: { pathNot: '^hub/' }, to: { path: '^hub/' } },
    {
      name: 'hub-queue-imports',
      comment: 'The queue knows jobs and the database; the engine and the store both stand on it.',
      severity: 'error',
      from: { path: '^hub/src/queue/' },
      to: {
        pathNot: [
          '^hub/src/(queue|database)/',
          library('pg', 'pg-boss', 'pino', 'uuid'),
          'node_modules/@types/pg/',
        ],
      },
    },
    {
      name: 'hub-engine-imports',
      severity: 'error',
      comment: 'The engine decides when to attempt what. What it reads and writes, it asks of DueDeliveries.',
      from: { path: '^hub/src/engine/' },
      to: { path: ['^hub/src/[^/]+/', library('pg')], pathNot: '^hub/src/(engine|queue)/' },
    },
    {
      name: 'hub-store-imports',
      severity: 'error',
      from: { path: '^hub/src/store/' },
      to: { path: '^hub/src/[^/]+/', pathNot: '^hub/src/(store|queue|database)/' },
    },
    {
      name: 'hub-alerts-imports',
      severity: 'error',
      from: { path: '^hub/src/alerts/' },
      to: { path: '^hub/src/[^/]+/', pathNot: '^hub/src/(alerts|database)/' },
    },
    {
      name: 'only-the-hub-queue-imports-pg-boss',
      severity: 'error',
      from: { path: '^hub/src/', pathNot: '^hub/src/queue/' },
      to: { path: library('pg-boss') },
    },
    {
      name: 'hub-pages-imports',
      severity: 'error',
      from: { path: '^hub/src/pages/' },
      to: {
        pathNot: [
          '^hub/src/(pages|safety)/',
          '^hub/src/[^/]+[.]ts$',
          // By its name alone, if it is not built.
          '^(dist/|prompt-webhooks)',
          '^node_modules/(hono|d3-scale|@types/d3-scale|jsonc-parser)/',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'each-folder-has-a-rule',
      severity: 'error',
      from: {
        path: '^src/[^/]+/',
        pathNot:
          '^src/(runtime|contract|issue|generated|event|signing|standard-webhooks|signature|cache|registry|prompt-cache|cloudevents|receiver|emitter|testing|codegen|cli)/',
      },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
    doNotFollow: { path: 'node_modules' },
  },
}
