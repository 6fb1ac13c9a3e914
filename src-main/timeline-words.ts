import enApp from '../locales/en/app.json' with { type: 'json' }
import enEvents from '../locales/en/events.json' with { type: 'json' }
import enSources from '../locales/en/sources.json' with { type: 'json' }
import zhApp from '../locales/zh-TW/app.json' with { type: 'json' }
import zhEvents from '../locales/zh-TW/events.json' with { type: 'json' }
import zhSources from '../locales/zh-TW/sources.json' with { type: 'json' }
import type { Lang } from '../src-shared/languages.ts'
import type { TimelineWords } from './events/timeline-file.ts'

/** The words of a timeline as a file. */
export const timelineWords: Readonly<Record<Lang, TimelineWords>> = {
  'zh-TW': {
    ...{ ...zhEvents.file, join: zhEvents.join, original: zhSources.original },
    ...{ secrecyIs: zhApp.marking.secrecyIs, secrecy: zhApp.marking.secrecy },
  },
  en: {
    ...{ ...enEvents.file, join: enEvents.join, original: enSources.original },
    ...{ secrecyIs: enApp.marking.secrecyIs, secrecy: enApp.marking.secrecy },
  },
}
