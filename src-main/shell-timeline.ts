import { join } from 'node:path'
import type { Briefing } from '../src-shared/briefings/briefing.ts'
import type { Contract } from '../src-shared/contract.ts'
import type { OfferedFormat, WrittenTimeline } from '../src-shared/events/timeline-file.ts'
import type { Handlers } from '../src-shared/ipc.ts'
import type { Lang } from '../src-shared/languages.ts'
import { type AskWhere, askForFile } from './ask-for-file.ts'
import { say } from './words.ts'

export interface TimelineDuties {
  readonly inner: <T>(operation: string, input: unknown, request: string) => Promise<T>
  readonly open: (briefing: string, request: string) => Promise<Briefing>
  readonly askWhere: AskWhere
  /** The folder that is offered first. */
  readonly documents: () => string
  readonly lang: () => Lang
}

const kinds = { svg: 'svgFiles', csv: 'csvFiles', ics: 'icsFiles' } as const satisfies Record<OfferedFormat, string>

/** A timeline to a file: the shell asks for the place, the library process does the rest. */
export function timelineHandlers({
  inner,
  open,
  askWhere,
  documents,
  lang,
}: TimelineDuties): Handlers<Contract, 'shell'>['events'] {
  return {
    exportChosen: async ({ briefing, events, format, calendar }, { request }) => {
      const { slug, number } = await open(briefing, request)
      const out = await askForFile(askWhere, {
        title: say(lang(), 'saveTimeline'),
        suggested: join(documents(), `${slug}-v${number}-${say(lang(), 'timelineFile')}.${format}`),
        kind: say(lang(), kinds[format]),
        extensions: [format],
      })
      if (out === null) return null
      const chosen = { briefings: [briefing], events, format, calendar, lang: lang(), out }
      return inner<WrittenTimeline>('exportTimeline', chosen, request)
    },
  }
}
