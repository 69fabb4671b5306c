import { drift } from './command.js'

const output = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
}
try {
  process.exitCode = await drift(process.argv.slice(2), output)
} catch (error) {
  // Node would end with 1, which means that the page differs.
  console.error(error)
  process.exitCode = 2
}
