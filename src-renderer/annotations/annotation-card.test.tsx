import { expect, test } from 'vitest'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { fakeBridge } from '../fake-bridge.ts'
import { rendered } from '../rendered.tsx'
import { AnnotationCard } from './annotation-card.tsx'

const nothing = () => {}

test('the name of a card tells what it is about, its note, its day, its tags and its links', async () => {
  fakeBridge({})
  const annotation = {
    ...{ id: 'a1', kind: 'action', note: '查證', tags: ['章程'], due: '2020-01-31', links: ['b', 'c'], hlc: '1' },
    ...{ created: '2026-07-10T00:00:00Z', modified: '2026-07-10T00:00:00Z' },
    target: { type: 'cell', id: 'r1', column: 'horizon', value: 'short' },
    resolution: { status: 'exact', places: [] },
  } as unknown as PlacedAnnotation
  await rendered(
    <AnnotationCard
      annotation={annotation}
      elsewhere={false}
      withQuote={false}
      current={false}
      hasDraft={false}
      damagedDraft={null}
      aboutName="風險 I01：碎片化：時間"
      editor={null}
      onFocusWords={nothing}
      onEdit={nothing}
      onRemove={nothing}
      onKind={nothing}
      onChange={nothing}
      onDiscard={nothing}
    />,
  )
  expect(document.querySelector('.card-head')?.getAttribute('aria-label')).toBe(
    '待辦：「風險 I01：碎片化：時間」，查證，期限 2020-01-31，逾期，#章程，2 則相連',
  )
})
