/**
 * Every operation a window may ask for, on one page. Reading this page is the security review of the door:
 * the preload passes names and data on, main checks sender, name and size, and the room that runs it parses the input.
 */
import * as z from 'zod'
import { AnnotationChange, AnnotationDraft, type Draft, type PlacedAnnotation } from './annotations/annotation.ts'
import { type Briefing, type BriefingRow, type ImportReport, Reading } from './briefings/briefing.ts'
import { type Exported, ExportOptions, exportStages } from './exports/export.ts'
import { codes, op } from './ipc.ts'
import { type AppState, Settings } from './settings/settings.ts'

const id = z.uuid()
const hlc = z.string().max(40)
const nothing = z.object({})

/** Files handed over by drag and drop; paths are relative, with `/`. No path of the disk ever crosses the door. */
export const DroppedFiles = z.object({
  name: z.string().max(255),
  files: z
    .array(z.object({ path: z.string().min(1).max(400), bytes: z.instanceof(Uint8Array) }))
    .min(1)
    .max(2000),
})

export const contract = {
  briefings: {
    list: op<readonly BriefingRow[]>()({ input: nothing, runs: 'library', writes: false }),
    open: op<Briefing>()({ input: z.object({ id }), runs: 'library', writes: false }),
    keepReading: op<null>()({ input: z.object({ id, reading: Reading }), runs: 'library', writes: true }),
    /** Asks for a folder or a zip and imports it; null if the person closed the dialog. */
    importChosen: op<ImportReport | null>()({
      input: z.object({ what: z.enum(['folder', 'zip']) }),
      runs: 'shell',
      writes: false,
    }),
    importDropped: op<ImportReport>()({ input: DroppedFiles, runs: 'library', writes: true, limit: 100_000_000 }),
  },
  annotations: {
    list: op<readonly PlacedAnnotation[]>()({ input: z.object({ briefing: id }), runs: 'library', writes: false }),
    add: op<PlacedAnnotation>()({ input: AnnotationDraft, runs: 'library', writes: true }),
    /** Refused with `conflict` (data: the stored annotation) when `hlc` is not the stored one. */
    change: op<PlacedAnnotation>()({
      input: z.object({ id, hlc, change: AnnotationChange }),
      runs: 'library',
      writes: true,
    }),
    remove: op<null>()({ input: z.object({ id, hlc }), runs: 'library', writes: true }),
    /** Takes a removal back. */
    restore: op<PlacedAnnotation>()({ input: z.object({ id }), runs: 'library', writes: true }),
    keepDraft: op<null>()({
      input: z.object({ key: z.string().max(100), briefing: id, text: z.string().max(100_000) }),
      runs: 'library',
      writes: true,
    }),
    dropDraft: op<null>()({ input: z.object({ key: z.string().max(100) }), runs: 'library', writes: true }),
    drafts: op<readonly Draft[]>()({ input: z.object({ briefing: id }), runs: 'library', writes: false }),
  },
  exports: {
    /** Asks where to, then writes the PDF. `job` is chosen by the caller; `exports.progress` and `cancel` name it. */
    brief: op<Exported>()({
      input: z.object({ job: id, briefing: id, options: ExportOptions }),
      runs: 'shell',
      writes: false,
    }),
    cancel: op<null>()({ input: z.object({ job: id }), runs: 'shell', writes: false }),
    /** Opens the file a job of this session wrote, or shows it in its folder. No path is taken from the window. */
    open: op<null>()({ input: z.object({ job: id, how: z.enum(['file', 'folder']) }), runs: 'shell', writes: false }),
  },
  sources: {
    /** Asks first, then hands an https, http or mailto link to the system. */
    openLink: op<null>()({ input: z.object({ url: z.string().max(4000) }), runs: 'shell', writes: false }),
  },
  settings: {
    get: op<Settings>()({ input: nothing, runs: 'shell', writes: false }),
    change: op<Settings>()({ input: Settings.partial(), runs: 'shell', writes: false }),
    state: op<AppState>()({ input: nothing, runs: 'shell', writes: false }),
  },
} as const

export type Contract = typeof contract

/** Past-tense facts sent to every window. The window refetches what the fact touches. */
export const events = {
  'briefings.changed': z.object({}),
  'annotations.changed': z.object({ briefing: z.string() }),
  'exports.progressed': z.object({ job: z.string(), stage: z.enum(exportStages), page: z.int().optional() }),
  'settings.changed': Settings,
  /** The library process: working, being restarted, or given up on (then the window explains). */
  'library.changed': z.object({ state: z.enum(['ready', 'restarting', 'failed']), code: z.enum(codes).optional() }),
  /** A menu item that the window carries out. */
  'menu.chosen': z.object({
    item: z.enum([
      'import-folder',
      'import-zip',
      'export',
      'undo',
      'redo',
      'settings',
      'library',
      'text-larger',
      'text-smaller',
      'text-reset',
    ]),
  }),
} as const

export type Events = { readonly [E in keyof typeof events]: z.infer<(typeof events)[E]> }
