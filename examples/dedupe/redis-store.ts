import { Redis } from 'ioredis'
import type { DedupeStore } from 'prompt-webhooks/receiver'

const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379')
export const redisStore: DedupeStore = {
  get: (key) => redis.get(key),
  set: (key, value, ttlMs) => redis.set(key, value, 'PX', ttlMs),
  claim: async (key, ttlMs) => (await redis.set(key, '', 'PX', ttlMs, 'NX')) === 'OK',
  delete: (key) => redis.del(key),
}
