// An endpoint in its own process, so that the sender has a core to itself. Sends a message when it has
// received the requested number of requests.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

let count = 0
let target = Number.POSITIVE_INFINITY
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(204).end()
    if (++count >= target) {
      target = Number.POSITIVE_INFINITY
      process.send?.({ reached: true })
    }
  })
})
process.on('message', ({ next }: { next: number }) => {
  count = 0
  target = next
  process.send?.({ armed: true })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
