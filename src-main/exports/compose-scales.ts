import { confidences, credibilities, reliabilities } from '../../src-shared/briefings/content.ts'
import type { ScalesSection } from '../../src-shared/exports/brief.ts'
import { filled } from '../../src-shared/exports/paper-labels.ts'
import { credibilityWords, reliabilityWords } from '../../src-shared/standards/admiralty.ts'
import { likelihoodScales } from '../../src-shared/standards/likelihood.ts'
import type { Desk } from './desk.ts'
import { sectionBase } from './section-base.ts'

/** What the words and codes of this paper mean, each scale with its source. */
export function scalesSection(desk: Desk): ScalesSection {
  const { labels, lang } = desk
  return {
    ...sectionBase('scales', desk),
    kind: 'scales',
    groups: [
      ...usedLikelihoodScales(desk).map((scale) => ({
        name: scale.name[lang],
        remarks: [filled(labels.scaleSource, { source: scale.source }), scale.remark[lang]],
        rows: scale.terms.map(({ low, high, label }) => ({
          key: label[lang],
          words: filled(labels.range, { low, high }),
          low,
          high,
        })),
        columns: 2 as const,
      })),
      {
        name: labels.confidenceScale,
        remarks: [labels.confidenceRemark],
        rows: confidences.map((each) => ({ key: labels.confidences[each], words: labels.confidenceWords[each] })),
        columns: 1 as const,
      },
      {
        name: labels.gradeScale,
        remarks: [labels.gradeScaleRemark],
        rows: [
          ...reliabilities.map((each) => ({ key: each, words: reliabilityWords[each][lang] })),
          ...credibilities.map((each) => ({ key: String(each), words: credibilityWords[each][lang] })),
        ],
        columns: 2 as const,
      },
    ],
  }
}

function usedLikelihoodScales({ briefing }: Desk) {
  const { notes, risks } = briefing.content
  const ids = [
    ...notes.flatMap((note) => (note.likelihood ? [note.likelihood.scale] : [])),
    ...risks.flatMap((risk) => (risk.scores.likelihood ? [risk.scores.likelihood.scale] : [])),
  ]
  return [...new Set(ids)].flatMap((id) => {
    const scale = Object.hasOwn(likelihoodScales, id) ? likelihoodScales[id] : undefined
    return scale ? [scale] : []
  })
}
