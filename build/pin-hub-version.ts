import { readFile, writeFile } from 'node:fs/promises'
import packageJson from '../hub/package.json' with { type: 'json' }

// The examples of the hub install the version that they belong to.
for (const name of ['Dockerfile', 'prompt-webhooks-hub.service']) {
  const file = new URL(`../hub/examples/${name}`, import.meta.url)
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replaceAll(/prompt-webhooks-hub@[\w.-]*\w/g, `prompt-webhooks-hub@${packageJson.version}`),
  )
}
