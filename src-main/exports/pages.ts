import type { Brief } from '../../src-shared/exports/brief.ts'
import type { Pages } from './pdf-engine.ts'
import annexes from './templates/annexes.typ?raw'
import body from './templates/body.typ?raw'
import brief from './templates/brief.typ?raw'
import inlines from './templates/inlines.typ?raw'
import look from './templates/look.typ?raw'
import main from './templates/main.typ?raw'
import marks from './templates/marks.typ?raw'
import timeline from './templates/timeline.typ?raw'

/** The page template with a brief for it to read. The brief goes in as JSON and nowhere else. */
export function pagesOf(data: Brief): Pages {
  return {
    'main.typ': main,
    'brief.typ': brief,
    'look.typ': look,
    'marks.typ': marks,
    'inlines.typ': inlines,
    'body.typ': body,
    'timeline.typ': timeline,
    'annexes.typ': annexes,
    'brief.json': JSON.stringify(data),
  }
}
