import 'i18next'

/** zh-TW is the source language: a key that is not there does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    returnNull: false
    resources: {
      annotations: typeof import('../locales/zh-TW/annotations.json')
      app: typeof import('../locales/zh-TW/app.json')
      briefings: typeof import('../locales/zh-TW/briefings.json')
      changes: typeof import('../locales/zh-TW/changes.json')
      errors: typeof import('../locales/zh-TW/errors.json')
      events: typeof import('../locales/zh-TW/events.json')
      exchange: typeof import('../locales/zh-TW/exchange.json')
      exports: typeof import('../locales/zh-TW/exports.json')
      library: typeof import('../locales/zh-TW/library.json')
      library: typeof import('../locales/zh-TW/library.json')
      notes: typeof import('../locales/zh-TW/notes.json')
      positions: typeof import('../locales/zh-TW/positions.json')
      problems: typeof import('../locales/zh-TW/problems.json')
      reader: typeof import('../locales/zh-TW/reader.json')
      review: typeof import('../locales/zh-TW/review.json')
      risks: typeof import('../locales/zh-TW/risks.json')
      settings: typeof import('../locales/zh-TW/settings.json')
      sources: typeof import('../locales/zh-TW/sources.json')
    }
  }
}
