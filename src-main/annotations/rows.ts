import type { Annotation, AnnotationChange, AnnotationDraft, Target } from '../../src-shared/annotations/annotation.ts'
import type { Row } from '../library/database.ts'
import type { OwnColumns, StoredRecord } from '../library/records.ts'

export type AnnotationRow = StoredRecord<'annotations'>

type Fields = Pick<Annotation, 'kind' | 'note' | 'tags' | 'marking' | 'due' | 'done' | 'links' | 'decisions'>

/** The part of a row that a reader may change. */
export function fieldsOf(row: Row): Fields {
  const parsed = (column: string) => (typeof row[column] === 'string' ? JSON.parse(row[column]) : undefined)
  const marking = parsed('marking')
  const links = parsed('links')
  const decisions = parsed('decisions')
  return {
    kind: row.kind as Annotation['kind'],
    note: row.note as string,
    tags: parsed('tags'),
    ...(marking && { marking }),
    ...(typeof row.due === 'string' && { due: row.due }),
    ...(typeof row.done === 'string' && { done: row.done }),
    ...(links && { links }),
    ...(decisions && { decisions }),
  }
}

export function fromRow(row: AnnotationRow): Annotation {
  return {
    id: row.id,
    briefing: row.briefing as string,
    version: row.version as string,
    target: JSON.parse(row.target as string) as Target,
    ...fieldsOf(row as Row),
    created: row.created as string,
    modified: row.modified as string,
    hlc: row.hlc,
  }
}

/** The columns that a change touches. What it does not name stays. */
export function columnsOf(change: AnnotationChange): Partial<OwnColumns<'annotations'>> {
  const { kind, note, tags, marking, due, done, links } = change
  return {
    ...(kind !== undefined && { kind }),
    ...(note !== undefined && { note }),
    ...(tags !== undefined && { tags: JSON.stringify([...new Set(tags)]) }),
    ...(marking !== undefined && { marking: filled(marking) }),
    ...(due !== undefined && { due }),
    ...(done !== undefined && { done }),
    ...(links !== undefined && { links: links.length === 0 ? null : JSON.stringify([...new Set(links)]) }),
  }
}

/** All columns of a new annotation but its place. */
export function newColumns(draft: AnnotationDraft) {
  const empty = { tags: '[]', marking: null, due: null, done: null, links: null, decisions: null, parent_id: null }
  return { ...empty, ...columnsOf(draft), kind: draft.kind, note: draft.note }
}

/** Null for an object that says nothing. */
function filled(value: object): string | null {
  return Object.keys(value).length === 0 ? null : JSON.stringify(value)
}
