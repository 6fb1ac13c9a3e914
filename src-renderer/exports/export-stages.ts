import type { Progress } from './use-export.tsx'

const order: readonly Progress['stage'][] = ['asking', 'collecting', 'typesetting', 'writing']

export const exportStageCount = order.length

/** How many stages have begun. */
export function stageNumber(stage: Progress['stage']): number {
  return order.indexOf(stage)
}
