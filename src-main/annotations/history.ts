import type { Annotation } from '../../src-shared/annotations/annotation.ts'
import type { AnnotationHistory, AnnotationVersion } from '../../src-shared/annotations/history.ts'
import type { Row } from '../library/database.ts'
import { timeOf } from '../library/hlc.ts'
import type { Library } from '../library/library.ts'
import type { StoredRecord } from '../library/records.ts'
import { sha256 } from '../library/sha256.ts'
import { type AnnotationRow, fieldsOf, fromRow } from './rows.ts'

interface LogRow {
  readonly hlc: string
  readonly op: AnnotationVersion['op']
  readonly device_id: string
  readonly payload: string
  /** The annotation that came or went in the same step; null where there was none. */
  readonly other: string | null
}

/**
 * Every version of an annotation, newest first. The log carries no hash, so its words are shown only with a proof: the
 * hash of the record, or a second copy in the history that says the same.
 */
export function historyOf({ db, intact }: Library, row: StoredRecord<'annotations'>): AnnotationHistory {
  const device = db.get<{ value: string }>("SELECT value FROM meta WHERE key = 'device'")?.value
  const entries = db.all<LogRow>(
    `SELECT own.hlc, own.op, own.device_id, own.payload, beside.record_id AS other
       FROM change_log AS own
       LEFT JOIN change_log AS beside
         ON beside.seq IN (own.seq - 1, own.seq + 1) AND beside.request = own.request AND beside."table" = own."table"
        AND beside.record_id <> own.record_id AND beside.op <> own.op
        AND own.op IN ('add', 'restore', 'remove') AND beside.op IN ('add', 'restore', 'remove')
      WHERE own."table" = ? AND own.record_id = ? ORDER BY own.hlc DESC`,
    'annotations',
    row.id,
  )
  const kept = new Map(
    db
      .all<{ hlc: string; payload: string }>(
        'SELECT hlc, payload FROM record_history WHERE "table" = ? AND record_id = ?',
        'annotations',
        row.id,
      )
      .map(({ hlc, payload }) => [hlc, payload]),
  )
  const otherOf = (id: string | null) => {
    const found = id === null ? null : db.get<AnnotationRow>('SELECT * FROM annotations WHERE id = ?', id)
    // Words that cannot be proven are not shown as true, and one damaged neighbour hides no history.
    const [other] = found === null ? [] : intact('annotations', [found])
    return other === undefined ? null : { id: other.id, quote: quoteOf(fromRow(other)) }
  }
  return {
    id: row.id,
    briefing: row.briefing as string,
    removed: row.deleted_at_hlc !== null,
    versions: entries.map(({ hlc, op, device_id, payload, other }) => {
      const beside = otherOf(other)
      const current = hlc === row.hlc
      const proven = current ? sha256(payload) === row.row_hash : kept.get(hlc) === payload
      return {
        hlc,
        at: new Date(timeOf(hlc)).toISOString(),
        op,
        device: device_id,
        here: device_id === device,
        said: proven ? wordsOf(JSON.parse(payload) as Row) : null,
        ...(beside !== null && { other: beside }),
        current,
      }
    }),
  }
}

/** The words of a version, to be written again; null where they cannot be proven. */
export function versionAt(library: Library, row: StoredRecord<'annotations'>, hlc: string): AnnotationVersion['said'] {
  return historyOf(library, row).versions.find((version) => version.hlc === hlc)?.said ?? null
}

function quoteOf({ target }: Annotation): string {
  return target.type === 'text' ? target.selectors.map(({ exact }) => exact).join('\n') : ''
}

function wordsOf(row: Row): NonNullable<AnnotationVersion['said']> {
  const { links: _links, decisions: _decisions, ...said } = fieldsOf(row)
  return said
}
