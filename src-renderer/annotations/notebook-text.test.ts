import { expect, test } from 'vitest'
import { listed, noted } from './notebook-for-tests.ts'
import { collected, copied } from './notebook-text.ts'

const rows = [
  noted('a', { quote: '若屬實', note: '單一來源。', tags: ['查證'], paragraph: 6 }),
  noted('b', { quote: 'no *charter*', lang: 'en', briefing: 'un', paragraph: null, marking: { tlp: 'AMBER' } }),
  noted('c', {
    quote: '',
    type: 'risk',
    lang: null,
    about: { 'zh-TW': '斷供' },
    paragraph: null,
    marking: { tlp: 'GREEN', secrecy: 'restricted' },
  }),
]
const titleOf = (briefing: string, lang: string) => (lang === 'en' ? `${briefing} (en)` : `${briefing} 簡報`)

test('annotations are copied with their words, their place and their note', () => {
  expect([copied(rows, titleOf, 'zh-TW', 'plain'), copied(rows, titleOf, 'zh-TW', 'markdown')]).toEqual([
    '「若屬實」（waico 簡報，¶6）\n單一來源。\n#查證\n\n“no *charter*” (un (en))\n\n「斷供」（waico 簡報）',
    '> 若屬實\n>\n> ——waico 簡報，¶6\n\n單一來源。\n\n\\#查證\n\n---\n\n> no \\*charter\\*\n>\n> — un (en)\n\n---\n\n> 斷供\n>\n> ——waico 簡報',
  ])
})

test('many are collected into one for each briefing, linked to each, and marked as the strictest', () => {
  const drafts = collected(rows, [listed('waico', '上海提案', 2), listed('un', '聯合國', 1)], 'zh-TW')
  expect(drafts.map(({ briefing, kind, note, links, marking }) => ({ briefing, kind, note, links, marking }))).toEqual([
    {
      briefing: 'waico',
      kind: 'keypoint',
      note: '¶6 「若屬實」：單一來源。\n「斷供」',
      links: ['a', 'c'],
      marking: { tlp: 'GREEN', secrecy: 'restricted' },
    },
    { briefing: 'un', kind: 'keypoint', note: '“no *charter*”', links: ['b'], marking: { tlp: 'AMBER' } },
  ])
})
