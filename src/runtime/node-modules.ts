import { builtinModule } from './builtin-module.js'
import type { Data, Encoding } from './encoding.js'

/** The parts of `node:crypto` that this package uses. */
export interface NodeCrypto {
  createHmac(algorithm: 'sha256', key: Data): { update(part: Data): void; digest(encoding: Encoding): string }
  /** Since Node 20.12. Other runtimes with `node:crypto` may lack it. */
  hash?(algorithm: 'sha256', data: Uint8Array, encoding: Encoding | 'latin1'): string
}

/** The parts of `Buffer` that this package uses. */
export interface NodeBuffer extends Uint8Array {
  write(text: string, offset: number, encoding?: 'latin1'): number
}

interface NodeBufferModule {
  readonly Buffer: { alloc(size: number): NodeBuffer }
}

/** Returns `node:crypto`, or `undefined` if the runtime lacks it. */
export const nodeCrypto = () => builtinModule<NodeCrypto>('node:crypto')

/** Returns the class `Buffer`, or `undefined` if the runtime lacks it. */
export const nodeBuffer = () => builtinModule<NodeBufferModule>('node:buffer')?.Buffer
