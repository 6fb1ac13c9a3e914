import { expect, test } from 'vitest'
import { keptShare, wordDiff } from './word-diff.ts'

/** [-went-] {+came+} */
const shown = (then: string, now: string) =>
  wordDiff(then, now)
    .map(({ what, text }) => (what === 'kept' ? text : what === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('')

test('Chinese changes are pieces like phrases, not single characters', () => {
  expect([
    shown(
      '美國的晶片出口管制日趨嚴格，這等於一條完全不必經過華府的技術通道。',
      '美國的晶片出口管制持續收緊，這等於一條不必經過華府的技術通道。',
    ),
    shown('截至2026年6月，查無章程或創始成員名單。', '截至2026年7月，查無章程、創始成員名單或任何簽署文件。'),
    shown('總部初步考慮設於上海', '總部初步考慮設在上海'),
    shown('小組由40名專家組成，任期三年；', '小組由45名專家組成，任期兩年；'),
    shown('各國出口管制政策', '各國出口管理政策'),
  ]).toEqual([
    '美國的晶片出口管制[-日趨嚴格-]{+持續收緊+}，這等於一條[-完全-]不必經過華府的技術通道。',
    '截至2026年[-6-]{+7+}月，查無章程[-或-]{+、+}創始成員名單{+或任何簽署文件+}。',
    '總部初步考慮[-設於-]{+設在+}上海',
    '小組由[-40-]{+45+}名專家組成，任期[-三年-]{+兩年+}；',
    '各國出口[-管制-]{+管理+}政策',
  ])
})

test('English changes are whole words', () => {
  expect([
    shown('Beijing says that Shanghai is tentatively considered.', 'Beijing says that Shanghai is considered firmly.'),
    shown('The charter is expected before year end.', 'No charter is expected this year.'),
    shown('more than forty countries', 'more than thirty countries'),
  ]).toEqual([
    'Beijing says that Shanghai is [-tentatively -]considered{+ firmly+}.',
    '[-The-]{+No+} charter is expected [-before-]{+this+} year[- end-].',
    'more than [-forty-]{+thirty+} countries',
  ])
})

test('dates and numbers are whole', () => {
  expect([
    shown('The council met on 2015-06-29 in Geneva.', 'The council met on 2015-06-28 in Geneva.'),
    shown('about 1,200 states at 09:30', 'about 1,300 states at 10:30'),
  ]).toEqual([
    'The council met on [-2015-06-29-]{+2015-06-28+} in Geneva.',
    'about [-1,200-]{+1,300+} states at [-09:30-]{+10:30+}',
  ])
})

test('what has hardly a word in common is one text for the other', () => {
  expect(shown('倡議有脈絡可循，先有文件才有組織。', '歐盟以法律訂定規範，成員須遵守。')).toBe(
    '[-倡議有脈絡可循，先有文件才有組織。-]{+歐盟以法律訂定規範，成員須遵守。+}',
  )
})

test('both texts can be put together again from the pieces, and every piece knows its place', () => {
  const letters = ['案', '頭', '註', '記', '，', '。', ' ', 'AI', 'WAICO', '2026', '𠮷', '👩🏽‍💻', 'e\u0301', '\n']
  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return seed % below
  }
  const text = () => Array.from({ length: random(40) }, () => letters[random(letters.length)]).join('')
  for (let round = 0; round < 500; round++) {
    const [then, now] = [text(), text()]
    const parts = wordDiff(then, now)
    const side = (what: 'removed' | 'added') =>
      parts.filter((part) => part.what === 'kept' || part.what === what).map((part) => part.text)
    expect([side('removed').join(''), side('added').join('')]).toEqual([then, now])
    for (const part of parts) {
      if (part.what !== 'added') expect(then.startsWith(part.text, part.was)).toBe(true)
      if (part.what !== 'removed') expect(now.startsWith(part.text, part.now)).toBe(true)
    }
    expect(keptShare(parts)).toBeGreaterThanOrEqual(0)
  }
})

test('nothing changed is one kept piece, and nothing at all is none', () => {
  expect([wordDiff('同', '同'), wordDiff('', ''), wordDiff('', '新')]).toEqual([
    [{ what: 'kept', text: '同', was: 0, now: 0 }],
    [],
    [{ what: 'added', text: '新', was: 0, now: 0 }],
  ])
})
