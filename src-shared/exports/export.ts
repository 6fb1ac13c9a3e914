import * as z from 'zod'
import { languages } from '../languages.ts'

/** What goes into a brief. */
export const ExportOptions = z.object({
  /** Language of the paper, independent of the interface; `both` sets one edition after the other. */
  lang: z.enum([...languages, 'both']),
  timeline: z.boolean(),
  risks: z.boolean(),
  notes: z.boolean(),
  annotations: z.boolean(),
  /** Of the annotations only these; all of the briefing where it is not given. */
  only: z.array(z.uuid()).max(20_000).optional(),
  calendar: z.enum(['gregorian', 'roc', 'both']),
})
export type ExportOptions = z.infer<typeof ExportOptions>

/** A finished file: where it is, its size and its pages. */
export interface Exported {
  readonly path: string
  readonly bytes: number
  readonly pages: number
}

export const exportStages = ['collecting', 'typesetting', 'writing'] as const
export type ExportStage = (typeof exportStages)[number]
