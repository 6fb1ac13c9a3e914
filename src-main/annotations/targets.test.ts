import { expect, test } from 'vitest'
import type { Content, Risk } from '../../src-shared/briefings/content.ts'
import { cellValue } from './targets.ts'

const content = {
  sources: [
    { id: 's1', reliability: 'A', credibility: 1 },
    { id: 's2', reliability: 'C', credibility: 3 },
    { id: 's3' },
  ],
} as unknown as Content
const risk = {
  id: 'r1',
  scores: { severity: { scale: 'impact-1-5', value: 4 }, likelihood: { scale: 'icd203', value: 'likely' } },
  importanceRank: 2,
  horizon: '2026/2030',
  vulnerability: true,
  sources: ['s1', 's2', 's3', 's1'],
} as unknown as Risk

test('a cell of the risk table remembers what its reader saw, in whichever column', () => {
  const columns = ['severity', 'likelihood', 'rank', 'horizon', 'vulnerability', 'grade', 'owner']
  expect(columns.map((column) => cellValue(risk, column, content))).toEqual([
    ...['4', 'likely', '2', '2026/2030', 'true', 'A1 C3', null],
  ])
})
