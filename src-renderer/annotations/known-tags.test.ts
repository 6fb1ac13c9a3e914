import { expect, test } from 'vitest'
import { tagOffers } from './known-tags.ts'

test('known tags are offered in the place of the one that is being typed', () => {
  const known = ['章程', '章程草案', 'follow-up']
  expect([
    tagOffers('', known),
    tagOffers('章', known),
    tagOffers('章程, fo', known),
    tagOffers('follow-up、章程、', known),
    tagOffers('章程', known),
  ]).toEqual([known, ['章程', '章程草案'], ['章程, follow-up'], ['follow-up、章程、章程草案'], ['章程草案']])
})
