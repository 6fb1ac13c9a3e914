import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { annotationOfDraft, type Draft } from '../../src-shared/annotations/draft.ts'
import type { NotebookRow } from '../../src-shared/annotations/notebook.ts'
import { NoteEditor } from './note-editor.tsx'
import { leftOver } from './unfinished.ts'
import type { Notebook } from './use-notebook.ts'

/** The note of a row, written in place. Words of an editor that never came to its end are in it again. */
export function NotebookEditor({
  row,
  notebook,
  onClose,
}: {
  readonly row: NotebookRow
  readonly notebook: Notebook
  readonly onClose: (byKey: boolean) => void
}) {
  const { t } = useTranslation('annotations')
  const [found, setFound] = useState<{ readonly draft: Draft | null } | null>(null)
  const { id, briefing } = row
  useEffect(() => {
    let gone = false
    const give = (drafts: readonly Draft[]) => {
      if (gone) return
      setFound({ draft: drafts.find(({ key, damaged }) => !damaged && annotationOfDraft(key) === id) ?? null })
    }
    // Without them the note itself is still there.
    leftOver(briefing).then(give, () => give([]))
    return () => {
      gone = true
    }
  }, [id, briefing])
  // Takes the focus at once, so that no key meant for the note reaches the list.
  // biome-ignore lint/a11y/noAutofocus: the editor that follows takes it anyway
  if (found === null) return <textarea autoFocus readOnly value={row.note} aria-label={t('editor.note')} />
  return (
    <NoteEditor
      annotation={asAnnotation(row)}
      draft={found.draft}
      annotations={notebook.editing}
      onClose={(_, byKey) => onClose(byKey)}
    />
  )
}

/** A row as the note editor needs it: it reads and writes the note and the tags, and nothing of the place. */
function asAnnotation(row: NotebookRow): PlacedAnnotation {
  return { ...row, version: '', target: { type: 'briefing' }, resolution: { status: row.status, places: [] } }
}
