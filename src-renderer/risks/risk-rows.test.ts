import { expect, test } from 'vitest'
import { sampleContent } from '../ui/sample-briefing.ts'
import { type RiskColumn, riskGroups, sortedRisks } from './risk-rows.ts'

const rows = riskGroups(sampleContent).flatMap((group) => group.rows)
const order = (by: RiskColumn, descending: boolean) =>
  sortedRisks(rows, { by, descending }, 'zh-TW', 'zh-TW').map((row) => row.code)

test('the register keeps its order, its codes and its horizons', () => {
  expect(rows.map(({ code, horizon }) => [code, horizon])).toEqual([
    ['E1', null],
    ['T1', 'short'],
    ['T2', 'long'],
  ])
})

test('what is missing comes last in both directions', () => {
  expect({
    severityUp: order('severity', false),
    severityDown: order('severity', true),
    likelihood: order('likelihood', true),
    horizonDown: order('horizon', true),
    rank: order('rank', false),
    grade: order('grade', false),
    code: order('code', true),
  }).toEqual({
    severityUp: ['T2', 'T1', 'E1'],
    severityDown: ['T1', 'T2', 'E1'],
    likelihood: ['T1', 'E1', 'T2'],
    horizonDown: ['T2', 'T1', 'E1'],
    rank: ['T1', 'E1', 'T2'],
    grade: ['T1', 'E1', 'T2'],
    code: ['T2', 'T1', 'E1'],
  })
})
