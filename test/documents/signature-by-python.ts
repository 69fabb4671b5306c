import { python } from '../support/python.js'

// The words of the documents, and nothing of this package.
const program = `import hashlib, hmac, json, sys
text = json.dumps(json.loads(sys.stdin.read()), sort_keys=True)
print(hmac.new(b'test-secret', text.encode(), hashlib.sha256).hexdigest())`

/** The signature of a body as the sender makes it, over the canonical text. */
export function signatureByPython(body: string): string {
  return python(['-c', program], body).trim()
}
