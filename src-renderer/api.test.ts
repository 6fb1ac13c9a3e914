import { expect, test } from 'vitest'
import { api, ask, codeOf, followFacts, newQueryClient, Refused } from './api.ts'
import { FakeRefusal, fakeBridge, fakeSettings } from './fake-bridge.ts'

test('an answer is the value; a refusal is thrown with its code and data', async () => {
  const bridge = fakeBridge({
    'annotations.drafts': () => ['a'],
    'exports.cancel': () => {
      throw new FakeRefusal('not-found', { job: 'x' })
    },
  })
  const drafts = await api.annotations.drafts({ briefing: 'b' })
  const refused = await api.exports.cancel({ job: 'x' }).catch((error: unknown) => error)
  expect({ drafts, asked: bridge.asked, refused, codes: [codeOf(refused), codeOf(new Error('?'))] }).toEqual({
    drafts: ['a'],
    asked: [
      ['annotations.drafts', { briefing: 'b' }],
      ['exports.cancel', { job: 'x' }],
    ],
    refused: new Refused('not-found', { job: 'x' }),
    codes: ['not-found', 'internal'],
  })
})

test('a fact makes stale what it touches, and nothing else', async () => {
  const bridge = fakeBridge()
  const client = newQueryClient()
  const end = followFacts(client)
  const queries = [
    ask('annotations', 'list', { briefing: 'a' }),
    ask('annotations', 'list', { briefing: 'b' }),
    ask('briefings', 'list', {}),
    ask('settings', 'get', {}),
  ] as const
  for (const { queryKey } of queries) client.setQueryData(queryKey, [])
  bridge.tell('annotations.changed', { briefing: 'a' })
  const stale = queries.map(({ queryKey }) => client.getQueryState(queryKey)?.isInvalidated)
  bridge.tell('settings.changed', { ...fakeSettings, textSize: 20 })
  end()
  bridge.tell('settings.changed', fakeSettings)
  expect({ stale, settings: client.getQueryData(ask('settings', 'get', {}).queryKey) }).toEqual({
    stale: [true, false, true, false],
    settings: { ...fakeSettings, textSize: 20 },
  })
})
