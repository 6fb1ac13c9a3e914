import type { Position } from '../../src-shared/briefings/content.ts'
import type { PositionRow, PositionsSection, Words } from '../../src-shared/exports/brief.ts'
import type { Desk } from './desk.ts'
import { sectionBase } from './section-base.ts'

/** Who stands where: a matrix of signs, then every position with its words, date and source. */
export function positionsSection(desk: Desk): PositionsSection {
  const { labels, briefing } = desk
  const { positions } = briefing.content
  const actors = distinct(positions.map((position) => desk.words(position.actor)))
  const issues = distinct(positions.map((position) => desk.words(position.issue)))
  const columns = labels.positionColumns
  const matrix = actors.length > 1 && issues.length > 1 && issues.length <= 8
  return {
    ...sectionBase('positions', desk),
    kind: 'positions',
    matrix: matrix
      ? {
          caption: labels.positionsMatrix,
          corner: labels.actor,
          issues,
          rows: actors.map((actor) => ({ actor, cells: issues.map((issue) => cellOf(actor, issue, desk)) })),
          blank: labels.noPosition,
        }
      : null,
    legend: positions.some((position) => position.status === 'reported') ? [labels.matrixLegend] : [],
    caption: labels.positionsTable,
    columns: [columns.issue, columns.stance, columns.label, columns.when],
    groups: actors.map((actor) => ({
      actor,
      rows: positions
        .filter((position) => desk.words(position.actor).text === actor.text)
        .map((each) => rowOf(each, desk)),
    })),
  }
}

function distinct(all: readonly Words[]): readonly Words[] {
  return [...new Map(all.map((words) => [words.text, words])).values()]
}

/** The latest position of an actor on an issue. */
function cellOf(actor: Words, issue: Words, desk: Desk) {
  const found = desk.briefing.content.positions
    .filter((each) => desk.words(each.actor).text === actor.text && desk.words(each.issue).text === issue.text)
    .sort((a, b) => (a.when < b.when ? -1 : 1))
    .at(-1)
  if (found === undefined) return null
  return { stance: found.stance, word: desk.labels.stances[found.stance], unverified: found.status === 'reported' }
}

function rowOf(position: Position, desk: Desk): PositionRow {
  const { labels } = desk
  return {
    anchor: desk.anchor(`position/${position.id}`),
    issue: desk.words(position.issue),
    stance: position.stance,
    stanceWords: labels.stances[position.stance],
    label: desk.words(position.label),
    quotation: position.quotation ?? null,
    when: desk.dateInCell(position.when),
    unverified: position.status === 'reported' ? labels.reported : null,
    sources: desk.citations(position.sources),
    portion: desk.portion(position.marking),
    marks: desk.marksOf(`position/${position.id}`),
  }
}
