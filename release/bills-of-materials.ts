import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { billOfMaterials } from './bill-of-materials.js'
import { componentOf } from './components.js'
import { cyclonedxFaults } from './cyclonedx-schema.js'
import { outputFolder } from './output-folder.js'
import { packageFolders } from './packages.js'
import type { Step } from './step.js'

/** Writes the bill of materials of each package, for the page of the release. */
export const billsOfMaterials: Step = {
  name: 'sbom',
  faults(root) {
    mkdirSync(join(root, outputFolder), { recursive: true })
    return packageFolders.flatMap((folder) => {
      const component = componentOf(root, folder)
      const path = join(outputFolder, `${component.name}-${component.version}.cdx.json`)
      const document = billOfMaterials(component)
      writeFileSync(join(root, path), `${JSON.stringify(document, null, 2)}\n`)
      const faults = cyclonedxFaults(document)
      return faults.length === 0 ? [] : [`${path} is not CycloneDX 1.6: ${faults.join('; ')}.`]
    })
  },
}
