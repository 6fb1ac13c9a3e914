import { expect, test } from 'vitest'
import { alignedPlace } from './aligned.ts'

const met = (quote: string, ...texts: readonly string[]) => {
  const place = alignedPlace(
    quote,
    texts.map((text, index) => ({ id: `p${index + 1}`, text })),
  )
  return place && `${place.block}: ${texts[Number(place.block.slice(1)) - 1]?.slice(place.start, place.end)}`
}

test('a Chinese quote is met in English by its one acronym, number, date or name', () => {
  expect([
    met('世界人工智能合作組織（WAICO）仍是構想', 'As of June 2026 the organization (WAICO) is still an idea.'),
    met('風險共 28 項', 'The report lists 28 risks in five groups; 1,028 people answered.'),
    met('2025年7月26日提出', 'It was put forward on 26 July 2025 in Shanghai, not on 27 July 2025.'),
    met('2025-07-26 提出', 'It was put forward on July 26, 2025.'),
    met('2027年5月底前', 'It is due by May 2027.'),
    met('超過2,600名', 'More than 2600 people applied.'),
    met('第79/325號決議', 'By resolution 79/325 the Assembly decided.'),
    met('《為人類治理 AI》由 Carnegie Endowment 評論', 'An article of the Carnegie Endowment calls it thin.'),
    met('草案 A/79/L.118 公布', 'Draft A/79/L.118 was published.'),
    met('人選２８名', 'All 28 of them.'),
  ]).toEqual([
    'p1: WAICO',
    'p1: 28',
    'p1: 26 July 2025',
    'p1: July 26, 2025',
    'p1: May 2027',
    'p1: 2600',
    null,
    'p1: Carnegie Endowment',
    'p1: A/79/L.118',
    'p1: 28',
  ])
})

test('an English quote is met in Chinese in the same way', () => {
  expect([
    met('The proposal for WAICO', '這是 WAICO 的提案。'),
    met('put forward on 26 July 2025', '該案於2025年7月26日提出，8月再議。'),
    met('lists 28 risks', '報告列出28項風險，分為五類。'),
    met('the World AI Conference', '在世界人工智慧大會（World AI Conference，WAIC）上宣布'),
    met('What Reuters reported', '據路透（Reuters）報導'),
    met('117 votes', '以117票贊成通過'),
  ]).toEqual(['p1: WAICO', 'p1: 2025年7月26日', 'p1: 28', 'p1: World AI Conference', 'p1: Reuters', 'p1: 117'])
})

test('what stands twice, not at all, or beside another sign says no more than the paragraph', () => {
  expect([
    met('WAICO 仍是構想', 'WAICO is an idea; WAICO has no charter.'),
    met('這是一項提案', 'This is a proposal.'),
    met('WAICO 共 28 國', 'WAICO has 28 members.'),
    met('共 28 國', 'Of 280 states and 28% of votes, 28 signed.'),
    met('This is it. The end.', '這是一項 The Hague 的提案。'),
    met('7月', 'On 7 July 2025 it began.'),
    met('WAICO', 'Of WAICO.', 'And WAICO again.'),
    met('', ''),
  ]).toEqual([null, null, null, null, null, null, null, null])
})

test('of several blocks the one that says it is named', () => {
  expect(met('由 WAICO 提出', 'Nothing here.', 'Proposed by WAICO.')).toBe('p2: WAICO')
})
