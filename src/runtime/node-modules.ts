import { builtinModule } from './builtin-module.js'
import type { Data, Encoding } from './encoding.js'

/** What is used of `node:crypto`. */
export interface NodeCrypto {
  createHmac(algorithm: 'sha256', key: Data): { update(part: Data): void; digest(encoding: Encoding): string }
  /** Since Node 20.12; others that have `node:crypto` may lack it. */
  hash?(algorithm: 'sha256', data: Uint8Array, encoding: Encoding | 'latin1'): string
}

/** What is used of the class. */
export interface NodeBuffer extends Uint8Array {
  write(text: string, offset: number, encoding?: 'latin1'): number
}

interface NodeBufferModule {
  readonly Buffer: { alloc(size: number): NodeBuffer }
}

/** Returns `node:crypto`, or `undefined` where there is none. */
export const nodeCrypto = () => builtinModule<NodeCrypto>('node:crypto')

/** Returns the class of `node:buffer`, or `undefined` where there is none. */
export const nodeBuffer = () => builtinModule<NodeBufferModule>('node:buffer')?.Buffer
