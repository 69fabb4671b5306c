// A worker of its own process, to be killed.
import { createHub } from 'prompt-webhooks-hub'

await createHub({ ...JSON.parse(process.argv[2] ?? '{}'), allow: ['127.0.0.1'] })
