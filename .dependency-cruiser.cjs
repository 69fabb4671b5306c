// Who may import whom: the table of docs/decisions.md. Everything not listed is forbidden.
const face =
  '^src/(index|reading|event-date|event-text|standard-schema|zod|errors|issue|quoted|own-options|explain-scalar|hmac|raw-body|secrets|signature-headers|body-hash|encoding|builtin-module|node-modules|node-hmac|constant-time|package-version|event-origin|event-timestamps|web-global)[.]ts$'
const only = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { pathNot: to } })
const onlyWithNode = (name, from, to) => ({
  ...only(name, from, to),
  to: { pathNot: to, dependencyTypesNot: ['core'] },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    only('contract-to-zod', '^src/contract/', ['^src/contract/', '^node_modules/zod/']),
    onlyWithNode('codegen-to-contract', '^src/codegen/', [
      '^src/codegen/',
      '^src/contract/',
      // What the documents show: a signature, the headers of the other scheme, and what is answered.
      '^src/signature/canonical-json[.]ts$',
      '^src/standard-webhooks/message[.]ts$',
      '^src/receiver/problem[.]ts$',
      '^src/issue[.]ts$',
      '^node_modules/(zod|json-schema-to-typescript)/',
    ]),
    only('generated-to-nothing', '^src/generated/(types|catalog|validators)[.]ts$', [
      '^src/generated/types[.]ts$',
      '^src/(issue|explain-scalar)[.]ts$',
    ]),
    only('generated-schemas-to-types', '^src/generated/schemas[.]ts$', ['^src/generated/types[.]ts$']),
    only('generated-zod-to-contract', '^src/generated/zod[.]ts$', ['^src/contract/catalog[.]ts$']),
    only('quoted-to-nothing', '^src/quoted[.]ts$', ['^$']),
    only('issue-to-quoted', '^src/(issue|own-options)[.]ts$', ['^src/quoted[.]ts$']),
    only('errors-to-issue', '^src/(errors|explain-scalar)[.]ts$', ['^src/issue[.]ts$']),
    only('zod-to-contract', '^src/zod[.]ts$', ['^src/contract/', '^src/generated/zod[.]ts$']),
    only('index-to-generated-and-errors', '^src/(index|reading|event-date|standard-schema)[.]ts$', [
      '^src/generated/(types|catalog|validators)[.]ts$',
      '^src/(reading|event-date|standard-schema|errors|issue)[.]ts$',
    ]),
    only('cache-to-index-and-errors', '^src/cache/', [
      '^src/cache/',
      '^src/(index|errors)[.]ts$',
      '^src/generated/(types|catalog)[.]ts$',
    ]),
    only('prompt-cache-to-cache-and-index', '^src/prompt-cache/', [
      '^src/prompt-cache/',
      '^src/cache/index[.]ts$',
      '^src/(index|errors)[.]ts$',
      '^src/generated/types[.]ts$',
      '^node_modules/bentocache/',
    ]),
    only('encoding-to-nothing', '^src/encoding[.]ts$', ['^$']),
    only('builtin-module-to-nothing', '^src/builtin-module[.]ts$', ['^$']),
    only('node-modules-to-encoding', '^src/(node-modules|node-hmac|constant-time)[.]ts$', [
      '^src/(encoding|builtin-module|node-modules)[.]ts$',
    ]),
    only('hmac-to-noble', '^src/hmac[.]ts$', [
      '^src/(encoding|node-hmac)[.]ts$',
      '^node_modules/@noble/hashes/',
    ]),
    only('event-origin-to-nothing', '^src/event-origin[.]ts$', ['^$']),
    only('event-timestamps-to-event-date', '^src/event-timestamps[.]ts$', ['^src/event-date[.]ts$']),
    only('registry-to-the-face', '^src/registry/', [
      '^src/registry/',
      '^src/(index|event-origin|event-timestamps|issue|quoted)[.]ts$',
    ]),
    only('raw-body-to-issue', '^src/raw-body[.]ts$', ['^src/issue[.]ts$']),
    only('secrets-to-nothing', '^src/secrets[.]ts$', ['^$']),
    only('signature-headers-to-signatures', '^src/signature-headers[.]ts$', [
      '^src/(signature|standard-webhooks)/index[.]ts$',
      '^src/standard-webhooks/message[.]ts$',
      '^src/secrets[.]ts$',
    ]),
    only('body-hash-to-signature', '^src/body-hash[.]ts$', [
      '^src/encoding[.]ts$',
      '^src/signature/signed-forms[.]ts$',
    ]),
    only('web-global-to-nothing', '^src/web-global[.]ts$', ['^$']),
    only('event-text-to-the-face', '^src/event-text[.]ts$', ['^src/(index|errors)[.]ts$']),
    only('signature-to-the-face', '^src/signature/', [
      '^src/signature/',
      '^src/(index|errors|event-text|hmac|constant-time|raw-body|secrets)[.]ts$',
    ]),
    only('standard-webhooks-to-errors', '^src/standard-webhooks/', [
      '^src/standard-webhooks/',
      '^src/(errors|hmac|constant-time|raw-body|secrets)[.]ts$',
    ]),
    // Not to src/hmac.ts: a receiver brings no hash of its own along.
    only('receiver-to-signatures', '^src/receiver/', [
      '^src/receiver/',
      '^src/signature/signed-forms[.]ts$',
      '^src/standard-webhooks/(claim|message)[.]ts$',
      '^src/(index|errors|event-text|quoted|own-options|raw-body|secrets|encoding|node-hmac|constant-time|body-hash|web-global)[.]ts$',
    ]),
    only('cloudevents-to-the-face', '^src/cloudevents/', [
      '^src/cloudevents/',
      '^src/(index|errors|issue|hmac|body-hash)[.]ts$',
      '^src/generated/catalog[.]ts$',
    ]),
    only('package-version-to-nothing', '^src/package-version[.]ts$', ['^$']),
    only('emitter-to-signatures', '^src/emitter/', [
      '^src/emitter/',
      '^src/(signature|standard-webhooks)/index[.]ts$',
      '^src/standard-webhooks/message[.]ts$',
      '^src/(index|errors|builtin-module|event-origin|event-timestamps|package-version|secrets|signature-headers)[.]ts$',
      '^node_modules/(ipaddr[.]js|p-limit)/',
    ]),
    only('testing-to-signatures', '^src/testing/', [
      '^src/testing/',
      '^src/(signature|standard-webhooks)/index[.]ts$',
      '^src/(index|errors|builtin-module|issue|quoted|raw-body|secrets|signature-headers|web-global)[.]ts$',
      '^src/generated/(types|catalog|schemas)[.]ts$',
      '^node_modules/(fast-check|vitest)/',
    ]),
    onlyWithNode('cli-to-the-face', '^src/cli/', [
      '^src/cli/',
      '^src/(index|quoted|raw-body|signature-headers)[.]ts$',
      '^src/(emitter|receiver|signature|standard-webhooks)/index[.]ts$',
      '^src/generated/(catalog|schemas)[.]ts$',
      '^package[.]json$',
      '^node_modules/(commander|fastest-levenshtein|jsonc-parser|tinyglobby)/',
    ]),
    // The hub stands on the built entries of the contract package, by name.
    { name: 'hub-to-public-entries', severity: 'error', from: { path: '^hub/' }, to: { path: '^src/' } },
    { name: 'nothing-to-hub', severity: 'error', from: { pathNot: '^hub/' }, to: { path: '^hub/' } },
    onlyWithNode('hub-pages-to-hub', '^hub/src/pages/', [
      '^hub/src/(pages|safety)/',
      '^hub/src/[^/]+[.]ts$',
      // By its name alone, if it is not built.
      '^(dist/|prompt-webhooks)',
      '^node_modules/hono/',
    ]),
    {
      name: 'each-file-has-a-rule',
      severity: 'error',
      from: { path: '^src/[^/]+[.]ts$', pathNot: face },
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
