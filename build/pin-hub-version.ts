import { readFileSync, writeFileSync } from 'node:fs'
import { filesWithHubVersion, hubWithVersion, readManifest } from '../release/packages.js'

// The examples of the hub install the version that they belong to.
const { name, version } = readManifest('hub')
for (const path of filesWithHubVersion)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(hubWithVersion, `${name}@${version}`))
