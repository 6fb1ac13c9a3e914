import type { Block } from '../../../src-shared/briefings/content.ts'
import { type PartMarking, secrecyLevels, tlpLabels } from '../../../src-shared/markings.ts'
import { isId, mostBlockId } from './grammar.ts'
import { oneOf } from './head.ts'
import type { Place, Report } from './report.ts'

type View = Extract<Block, { kind: 'view' }>['view']
const views: readonly View[] = ['timeline', 'risks', 'positions']

/** A line `{#p12 tlp=AMBER}`. */
export interface IdLine extends Place {
  readonly id: string
  readonly marking: PartMarking | null
}

/** A line `:::timeline`. */
export interface ViewLine extends Place {
  readonly view: View
}

/** The lines of a text that are ours and not Markdown's. */
export interface OwnLines {
  /** The text with these lines emptied, so that every other line keeps its number. */
  readonly markdown: string
  /** By line number. */
  readonly ids: ReadonlyMap<number, IdLine>
  readonly views: ReadonlyMap<number, ViewLine>
}

/** Takes the id lines and view lines out of a text. */
export function takeOwnLines(file: string, text: string, report: Report): OwnLines {
  const ids = new Map<number, IdLine>()
  const found = new Map<number, ViewLine>()
  const rest = text.split('\n').map((each, index) => {
    const line = each.trimEnd()
    const place = { file, line: index + 1 }
    if (line.startsWith('{#')) {
      const idLine = readIdLine(line, place, report)
      if (idLine !== null) ids.set(place.line, idLine)
      return ''
    }
    if (line.startsWith(':::')) {
      const view = views.find((known) => line === `:::${known}`)
      if (view === undefined) report.problem(place, 'view-unknown', { view: line.slice(3) })
      else found.set(place.line, { ...place, view })
      return ''
    }
    return each
  })
  return { markdown: rest.join('\n'), ids, views: found }
}

function readIdLine(line: string, place: Place, report: Report): IdLine | null {
  const [first = '', ...fields] = line.slice(2, line.endsWith('}') ? -1 : undefined).split(/[ \t]+/u)
  if (!line.endsWith('}')) {
    report.problem(place, 'id-line-wrong', { text: line })
    return null
  }
  if (!isId(first, mostBlockId)) {
    report.problem(place, 'id-wrong', { id: first })
    return null
  }
  const marking: { -readonly [K in keyof PartMarking]: PartMarking[K] } = {}
  for (const field of fields.filter((each) => each !== '')) {
    const equals = field.indexOf('=')
    const value = { ...place, value: field.slice(equals + 1) }
    const key = field.slice(0, Math.max(0, equals))
    if (key === 'tlp' && marking.tlp === undefined) {
      const tlp = oneOf(value, key, tlpLabels, report)
      if (tlp !== null) marking.tlp = tlp
    } else if (key === 'secrecy' && marking.secrecy === undefined) {
      const secrecy = oneOf(value, key, secrecyLevels, report)
      if (secrecy !== null) marking.secrecy = secrecy
    } else {
      report.problem(place, 'id-line-wrong', { text: line })
      return null
    }
  }
  return { ...place, id: first, marking: Object.keys(marking).length === 0 ? null : marking }
}
