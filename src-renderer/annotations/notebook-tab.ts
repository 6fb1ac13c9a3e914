import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import type { BriefingTab } from '../ui/navigation.tsx'

const tabs: Readonly<Partial<Record<NotebookRow['type'], BriefingTab>>> = {
  event: 'timeline',
  risk: 'risks',
  cell: 'risks',
  position: 'positions',
  note: 'notes',
  source: 'notes',
}

/** The view of a briefing on which a row's annotation stands; what has lost its place is in the tray beside the text. */
export function tabOf({ type, at }: Pick<NotebookRow, 'type' | 'at'>): BriefingTab {
  return at === null ? 'text' : (tabs[type] ?? 'text')
}
