import { z } from 'zod'
import { requireVersion } from '../issue/require-version.js'

// Since zod 4, a schema knows the version of its zod. `z.core.version` has it too, but reading it would make
// bundlers keep all of zod.
const version: { major: number; minor: number; patch: number } | undefined = z.string()._zod?.version

requireVersion('zod', version ? `${version.major}.${version.minor}.${version.patch}` : '3.x', '4.5')
