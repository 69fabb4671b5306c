import { z } from 'zod'
import { requireVersion } from '../issue/require-version.js'

// A schema knows the version of its zod since zod 4. `z.core.version` has it too, but would stop bundlers from
// dropping the unused parts of zod.
const version: { major: number; minor: number; patch: number } | undefined = z.string()._zod?.version

requireVersion({
  entry: 'prompt-webhooks/zod',
  library: 'zod',
  found: version ? `${version.major}.${version.minor}.${version.patch}` : '3.x',
  needed: '4.5',
})
