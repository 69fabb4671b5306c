import { cacheTags, cacheTagsOf } from 'prompt-webhooks/cache'
import { exampleEvents } from 'prompt-webhooks/testing'
import { type Group, record, same } from '../check.js'

const names = ['Hello', '', 'a:b, c', 'é😀\ud83d', '~003a!', 'x'.repeat(101)]

/** Cache tags, which must be the same wherever a cache is filled and wherever it is dropped. */
export const cache: Group = {
  entry: './cache',
  needs: [],
  checks: [
    {
      name: 'gives each read and each event its tags',
      run: () => {
        const reads = names.flatMap((name) => [
          { name },
          { name, version: 2 },
          { name, label: name || 'prod' },
        ])
        const tags = reads.map(cacheTagsOf)
        same(
          tags.flat().filter((tag) => !/^[!-~]+$/.test(tag)),
          [],
        )
        record('tags of reads', tags)
        record('tags of events', Object.values(exampleEvents).map(cacheTags))
      },
    },
  ],
}
