import { randomUUID } from 'node:crypto'
import { allComponents, type Component } from './components.js'

/**
 * Returns the software bill of materials of a published package, in CycloneDX 1.6: what is bundled into it,
 * and what npm installs with it.
 */
export function billOfMaterials(component: Component) {
  // npm may install one version in several places.
  const [, ...others] = new Map(
    [...allComponents(component)].map((each) => [referenceTo(each), each]),
  ).values()
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: new Date().toISOString(),
      lifecycles: [{ phase: 'build' }],
      component: entryOf(component),
    },
    components: others.map(entryOf),
    dependencies: [component, ...others].map((each) => ({
      ref: referenceTo(each),
      dependsOn: [...new Set(each.needs.map(referenceTo))],
    })),
  }
}

function entryOf(component: Component) {
  const { name, version, license, integrity, isBundled } = component
  const [, scope, ownName = name] = /^(@[^/]+)\/(.*)$/.exec(name) ?? []
  return {
    type: 'library',
    'bom-ref': referenceTo(component),
    ...(scope ? { group: scope } : {}),
    name: ownName,
    version,
    purl: packageUrlOf(component),
    ...(license === undefined
      ? {}
      : { licenses: [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }] }),
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
    ...(isBundled ? { properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }] } : {}),
  }
}

// Within the document, bundled code is not what npm installs, even of the same version.
function referenceTo(component: Component): string {
  return `${component.isBundled ? 'bundled:' : ''}${packageUrlOf(component)}`
}

function packageUrlOf({ name, version }: Component): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

function hashOf(integrity: string) {
  const [algorithm = '', hash = ''] = integrity.split('-', 2)
  return {
    alg: algorithm.replace(/^sha/, 'SHA-'),
    content: Buffer.from(hash, 'base64').toString('hex'),
  }
}
