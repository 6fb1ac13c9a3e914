import { filled } from '../../src-shared/exports/paper-labels.ts'
import type { Desk, SectionKind } from './desk.ts'

/** Anchor and heading of an annex: 附件一　時間軸, Annex A. Timeline. */
export function sectionBase(kind: SectionKind, desk: Desk, remarks: readonly string[] = []) {
  const annex = desk.annexes.get(kind)
  return {
    anchor: desk.anchor(`section/${kind}`),
    heading: annex ? filled(desk.labels.annex, annex) : desk.labels[kind],
    remarks,
  }
}
