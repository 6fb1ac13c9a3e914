import { expect, test } from 'vitest'
import { sampleContent } from '../ui/sample-briefing.ts'
import { type RiskColumn, riskGroups, sortedRisks } from './risk-rows.ts'

const rows = riskGroups(sampleContent).flatMap((group) => group.rows)
const order = (by: RiskColumn, descending: boolean) =>
  sortedRisks(rows, { by, descending }, 'zh-TW', 'zh-TW').map((row) => row.code)

test('the register keeps its order, its codes and its horizons', () => {
  expect(rows.map(({ code, horizons }) => [code, horizons])).toEqual([
    ['E01', null],
    ['T01', ['short', 'medium']],
    ['T02', ['long']],
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
    severityUp: ['T02', 'T01', 'E01'],
    severityDown: ['T01', 'T02', 'E01'],
    likelihood: ['T01', 'E01', 'T02'],
    horizonDown: ['T02', 'T01', 'E01'],
    rank: ['T01', 'E01', 'T02'],
    grade: ['T01', 'E01', 'T02'],
    code: ['T02', 'T01', 'E01'],
  })
})
