/** The words printed on a brief, in one language: `paper` in locales exports.json. `{{name}}` is a blank. */
export interface PaperLabels {
  readonly document: string
  readonly edition: string
  readonly statusWords: {
    readonly draft: string
    readonly withdrawn: string
  }
  readonly secrecyLabel: string
  readonly secrecy: {
    readonly none: string
    readonly restricted: string
    readonly confidential: string
    readonly secret: string
    readonly 'top-secret': string
  }
  readonly footer: string
  readonly page: string
  readonly languages: {
    readonly 'zh-TW': string
    readonly en: string
  }
  readonly fallback: string
  readonly fallbackWhole: string
  readonly contents: string
  readonly editionPointer: string
  readonly annex: string
  readonly pointer: string
  readonly bottomLine: string
  readonly likelihood: string
  readonly confidence: string
  readonly confidences: {
    readonly high: string
    readonly moderate: string
    readonly low: string
  }
  readonly grade: string
  readonly gradeOf: string
  readonly gradeNone: string
  readonly reliability: string
  readonly credibility: string
  readonly join: string
  readonly list: string
  readonly stop: string
  readonly range: string
  readonly locatorPage: string
  readonly citation: string
  readonly citationAt: string
  readonly portion: string
  readonly timeline: string
  readonly timelineFigure: string
  readonly timelineTable: string
  readonly timelineAlt: string
  readonly timelineColumns: {
    readonly number: string
    readonly when: string
    readonly actor: string
    readonly event: string
    readonly status: string
    readonly grade: string
  }
  readonly eventStatus: {
    readonly occurred: string
    readonly planned: string
    readonly reported: string
    readonly superseded: string
  }
  readonly own: string
  readonly legend: {
    readonly point: string
    readonly about: string
    readonly bracket: string
    readonly span: string
    readonly open: string
    readonly planned: string
    readonly unverified: string
  }
  readonly periodsAlt: string
  readonly periodColumns: {
    readonly when: string
    readonly title: string
    readonly span: string
  }
  readonly axisBreak: string
  readonly risks: string
  readonly risksTable: string
  readonly riskCount: string
  readonly riskColumns: {
    readonly code: string
    readonly title: string
    readonly likelihood: string
    readonly severity: string
    readonly importance: string
    readonly preparedness: string
  }
  readonly notPublished: string
  readonly notScored: string
  readonly blankLegend: string
  readonly unscoredLegend: string
  /** Scores without a column, `{{scores}}`, because no risk has one. */
  readonly nonePublished: string
  readonly noneScored: string
  readonly and: string
  readonly vulnerability: string
  readonly vulnerabilityLegend: string
  readonly rank: string
  readonly rankLegend: string
  readonly scaleOf: string
  readonly horizon: string
  readonly owner: string
  readonly treatment: string
  readonly reviewBy: string
  readonly overdue: string
  readonly notes: string
  readonly noteKinds: {
    readonly judgement: string
    readonly fact: string
    readonly question: string
    readonly action: string
    readonly note: string
  }
  readonly evidence: string
  readonly assumptions: string
  readonly indicators: string
  readonly about: string
  readonly targets: {
    readonly briefing: string
    readonly block: string
    readonly list: string
    readonly table: string
    readonly quotation: string
    readonly heading: string
    readonly other: string
    readonly event: string
    readonly risk: string
    readonly position: string
    readonly note: string
    readonly source: string
    readonly missing: string
  }
  readonly positions: string
  readonly positionsMatrix: string
  readonly positionsTable: string
  readonly matrixLegend: string
  readonly actor: string
  readonly positionColumns: {
    readonly issue: string
    readonly stance: string
    readonly label: string
    readonly when: string
  }
  readonly stances: {
    readonly support: string
    readonly mixed: string
    readonly oppose: string
    readonly neutral: string
    readonly none: string
  }
  readonly noPosition: string
  readonly reported: string
  readonly quotation: string
  readonly annotations: string
  readonly annotationsRemark: string
  readonly annotationKinds: {
    readonly fact: string
    readonly judgement: string
    readonly question: string
    readonly action: string
    readonly keypoint: string
  }
  readonly annotationStatus: {
    readonly changed: string
    readonly moved: string
    readonly rewritten: string
    readonly orphan: string
    readonly 'by-hand': string
  }
  /** It was left on version `{{number}}`. */
  readonly annotationKept: string
  /** It was left without a place, and never had a version. */
  readonly annotationQuoteOnly: string
  readonly annotationTags: string
  readonly annotationElsewhere: string
  readonly noNote: string
  readonly orphans: string
  readonly orphansRemark: string
  /** The same where some of them were left on an earlier version and are not lost. */
  readonly unplaced: string
  readonly unplacedRemark: string
  readonly sources: string
  readonly sourcesRemark: string
  readonly published: string
  readonly accessed: string
  readonly linkLeftOut: string
  /** Said of a source in Chinese on a paper in another language; empty where it needs no saying. */
  readonly inChinese: string
  readonly glossary: string
  readonly glossaryColumns: {
    readonly term: string
    readonly other: string
    readonly abbreviations: string
  }
  readonly scales: string
  readonly scaleSource: string
  readonly confidenceScale: string
  readonly confidenceRemark: string
  readonly gradeScale: string
  readonly gradeScaleRemark: string
  readonly confidenceWords: {
    readonly high: string
    readonly moderate: string
    readonly low: string
  }
  readonly kindScale: string
}

/** Fills the `{{name}}` blanks of a label. */
export function filled(label: string, blanks: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(blanks[name] ?? ''))
}
