import { expect, test } from 'vitest'
import enEvents from '../../locales/en/events.json' with { type: 'json' }
import enPaper from '../../locales/en/exports.json' with { type: 'json' }
import enPositions from '../../locales/en/positions.json' with { type: 'json' }
import enRisks from '../../locales/en/risks.json' with { type: 'json' }
import enSources from '../../locales/en/sources.json' with { type: 'json' }
import zhEvents from '../../locales/zh-TW/events.json' with { type: 'json' }
import zhPaper from '../../locales/zh-TW/exports.json' with { type: 'json' }
import zhPositions from '../../locales/zh-TW/positions.json' with { type: 'json' }
import zhRisks from '../../locales/zh-TW/risks.json' with { type: 'json' }
import zhSources from '../../locales/zh-TW/sources.json' with { type: 'json' }

test.each([
  { lang: 'zh-TW', paper: zhPaper.paper, events: zhEvents, positions: zhPositions, risks: zhRisks, sources: zhSources },
  { lang: 'en', paper: enPaper.paper, events: enEvents, positions: enPositions, risks: enRisks, sources: enSources },
])('paper and screen use the same words in $lang', ({ paper, events, positions, risks, sources }) => {
  const { list, table, heading, quotation, other } = paper.targets
  const { open: _, unknown: __, ...places } = sources.place
  expect({ list, table, heading, quotation, other }).toEqual(places)
  expect(paper.stances).toEqual(positions.stance)
  expect(paper.eventStatus).toEqual(events.status)
  expect([paper.noPosition, paper.reported]).toEqual([positions.empty, sources.unverified])
  expect(paper.range).toBe(sources.likelihood.range)
  expect([paper.notPublished, paper.notScored]).toEqual([risks.missing.unpublished, risks.missing.unscored])
  expect([paper.owner, paper.treatment, paper.reviewBy]).toEqual([
    risks.detail.owner,
    risks.detail.treatment,
    risks.detail.reviewBy,
  ])
})
