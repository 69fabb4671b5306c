// A worker in its own process, which the benchmark kills.
import { createHub } from 'prompt-webhooks-hub'

await createHub({ ...JSON.parse(process.argv[2] ?? '{}'), allow: ['127.0.0.1'] })
