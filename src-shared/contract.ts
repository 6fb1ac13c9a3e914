/**
 * Every operation a window may ask for, on one page. Reading this page is the security review of the door:
 * the preload passes names and data on, main checks sender, name and size, and the room that runs it parses the input.
 */
import * as z from 'zod'
import {
  AnnotationChange,
  AnnotationDraft,
  DecisionGiven,
  type PlacedAnnotation,
  Target,
} from './annotations/annotation.ts'
import { type Draft, DraftWords } from './annotations/draft.ts'
import type { AnnotationHistory, RemovedAnnotation } from './annotations/history.ts'
import type { ManyChanged, NotebookRow } from './annotations/notebook.ts'
import type { Review, ReviewLeft } from './annotations/review.ts'
import { type Briefing, type BriefingRow, type ImportReport, Reading } from './briefings/briefing.ts'
import type { BriefingChanges, VersionName } from './briefings/changes.ts'
import { offeredFormats, type WrittenTimeline } from './events/timeline-file.ts'
import { exchangeFormats, type TakenAnnotations, type WrittenAnnotations } from './exchange/exchange.ts'
import { type Exported, ExportOptions, exportStages } from './exports/export.ts'
import { codes, op } from './ipc.ts'
import type { Backup, LibraryState, Moved, RepairResult, RestorePreview, VerifyResult } from './library/library.ts'
import { type AppState, Settings } from './settings/settings.ts'

const id = z.uuid()
const hlc = z.string().max(40)
const version = z.string().length(64)
const nothing = z.object({})
const many = z.object({ items: z.array(z.object({ id, hlc })).min(1).max(20_000) })
/** A backup that `library.backups` listed; it is looked up there and never read as a path. */
const backup = z.string().max(300)

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
    /** Every version the library has of a briefing, the first received first. */
    versions: op<readonly VersionName[]>()({ input: z.object({ id }), runs: 'library', writes: false }),
    /** What the current version says that an earlier one did not, and the other way round. */
    changes: op<BriefingChanges>()({ input: z.object({ id, since: version }), runs: 'library', writes: false }),
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
    /**
     * Refused with `conflict` (data: `ConflictData`) when `hlc` is not the stored one. A change on a removed one,
     * handed in with its `hlc`, brings it back.
     */
    change: op<PlacedAnnotation>()({
      input: z.object({ id, hlc, change: AnnotationChange }),
      runs: 'library',
      writes: true,
    }),
    /** Gives the clock of the removal; refused like `change`. */
    remove: op<{ readonly hlc: string }>()({ input: z.object({ id, hlc }), runs: 'library', writes: true }),
    /** Takes a removal back. Given the `hlc` of that removal, it is refused with `conflict` when something came after it. */
    restore: op<PlacedAnnotation>()({ input: z.object({ id, hlc: hlc.optional() }), runs: 'library', writes: true }),
    /**
     * Puts an annotation on other words: a new one with all that the reader said takes its place, links included, and
     * the old one is removed. Refused with `conflict` like `change`.
     */
    replace: op<PlacedAnnotation>()({
      input: z.object({ id, hlc, version, target: Target }),
      runs: 'library',
      writes: true,
    }),
    /** Takes a replacement back, or makes it again: `id` is removed, `back` restored, and links follow. */
    swap: op<PlacedAnnotation>()({ input: z.object({ id, hlc, back: id }), runs: 'library', writes: true }),
    /** Every version of one annotation, newest first. */
    history: op<AnnotationHistory>()({ input: z.object({ id }), runs: 'library', writes: false }),
    /**
     * Gives an annotation the words it had at `hlc`; that is a change like any other, and brings a removed one back.
     * `expected` is the version the reader saw last: refused with `conflict` when it is not the stored one.
     */
    revert: op<PlacedAnnotation>()({ input: z.object({ id, hlc, expected: hlc }), runs: 'library', writes: true }),
    /** Removed annotations, newest removal first; of one briefing, or of all. */
    removed: op<readonly RemovedAnnotation[]>()({
      input: z.object({ briefing: id.optional() }),
      runs: 'library',
      writes: false,
    }),
    /** Changes many at once; those that somebody changed meanwhile are left alone and named. */
    changeMany: op<ManyChanged>()({
      input: z.object({
        changes: z
          .array(z.object({ id, hlc, change: AnnotationChange }))
          .min(1)
          .max(20_000),
      }),
      runs: 'library',
      writes: true,
      limit: 20_000_000,
    }),
    removeMany: op<ManyChanged>()({ input: many, runs: 'library', writes: true, limit: 5_000_000 }),
    /** Takes removals back. */
    restoreMany: op<ManyChanged>()({ input: many, runs: 'library', writes: true, limit: 5_000_000 }),
    /** The annotations of a briefing as the notebook lists them, in the order of its text; it asks for one briefing after another. */
    notebook: op<readonly NotebookRow[]>()({ input: z.object({ briefing: id }), runs: 'library', writes: false }),
    /** How the annotations of a briefing came over to its current version. */
    review: op<Review>()({ input: z.object({ briefing: id }), runs: 'library', writes: false }),
    /** The briefings in which annotations wait for the reader's word. */
    reviewLeft: op<readonly ReviewLeft[]>()({ input: nothing, runs: 'library', writes: false }),
    /**
     * Says where an annotation stands on a version; null takes the word back. `placed` names words of that version, as
     * `add` does. Refused with `conflict` like `change`.
     */
    decide: op<PlacedAnnotation>()({
      input: z.object({ id, hlc, version, decision: DecisionGiven.nullable() }),
      runs: 'library',
      writes: true,
    }),
    keepDraft: op<null>()({
      input: DraftWords,
      runs: 'library',
      writes: true,
    }),
    dropDraft: op<null>()({ input: z.object({ key: z.string().max(100) }), runs: 'library', writes: true }),
    drafts: op<readonly Draft[]>()({ input: z.object({ briefing: id }), runs: 'library', writes: false }),
    /** Asks where to and writes these annotations, or all there are; null if the person closed the dialog. */
    exportChosen: op<WrittenAnnotations | null>()({
      input: z.object({ ids: z.array(id).min(1).max(100_000).nullable(), format: z.enum(exchangeFormats) }),
      runs: 'shell',
      writes: false,
      limit: 10_000_000,
    }),
    /**
     * Asks for a file and takes its annotations in; null if the person closed the dialog. `into`: the briefing of those
     * that name none. `again`: the file chosen last, without asking.
     */
    importChosen: op<TakenAnnotations | null>()({
      input: z.object({ into: id.optional(), again: z.literal(true).optional() }),
      runs: 'shell',
      writes: false,
    }),
  },
  events: {
    /** Asks where to and writes these events of a briefing, or all it has; null if the person closed the dialog. */
    exportChosen: op<WrittenTimeline | null>()({
      input: z.object({
        briefing: id,
        events: z.array(z.string().max(200)).min(1).max(100_000).nullable(),
        format: z.enum(offeredFormats),
        calendar: z.enum(['gregorian', 'roc', 'both']),
      }),
      runs: 'shell',
      writes: false,
      limit: 10_000_000,
    }),
  },
  exports: {
    /** Asks where to, then writes the PDF. `job` is chosen by the caller; `exports.progressed` and `cancel` name it. */
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
  library: {
    state: op<LibraryState>()({ input: nothing, runs: 'library', writes: false }),
    /** Both folders, newest first. */
    backups: op<readonly Backup[]>()({ input: nothing, runs: 'library', writes: false }),
    /** Makes one now. Refused with `damaged` if the library fails its check; then all older ones stay. */
    backup: op<Backup>()({ input: nothing, runs: 'library', writes: false }),
    previewRestore: op<RestorePreview>()({ input: z.object({ backup }), runs: 'library', writes: false }),
    /** Puts a backup in the place of the library, in a new process; the library of today is backed up and set aside. */
    restore: op<null>()({ input: z.object({ backup }), runs: 'shell', writes: false }),
    /** Puts the library together anew from the newest good backup and what the damaged file still has. */
    recover: op<null>()({ input: nothing, runs: 'shell', writes: false }),
    /** Puts single damaged records right, from the log or from backups. */
    repair: op<RepairResult>()({ input: nothing, runs: 'library', writes: true }),
    /** Tells `library.progressed` on its way; refused with `cancelled` after `cancelVerify`. */
    verify: op<VerifyResult>()({ input: nothing, runs: 'library', writes: false }),
    cancelVerify: op<null>()({ input: nothing, runs: 'library', writes: false }),
    /** Asks for the second backup folder; its path, or null if the person closed the dialog. */
    chooseSecondFolder: op<string | null>()({ input: nothing, runs: 'shell', writes: false }),
    dropSecondFolder: op<null>()({ input: nothing, runs: 'library', writes: true }),
    /** Asks for a folder and moves the library there: copied, verified, switched; the old one stays. */
    move: op<Moved | null>()({ input: nothing, runs: 'shell', writes: false }),
    /** Shows a folder of the library in the system's file manager. */
    show: op<null>()({
      input: z.object({ what: z.enum(['library', 'backups', 'second', 'report']) }),
      runs: 'shell',
      writes: false,
    }),
    acknowledgeReport: op<null>()({ input: z.object({ report: z.string().max(100) }), runs: 'library', writes: true }),
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
  /** Something in `library.state` is not as it was. */
  'library.noticed': z.object({}),
  'library.verified': z.object({ ok: z.boolean(), damaged: z.int() }),
  'library.progressed': z.object({
    job: z.enum(['backup', 'verify']),
    stage: z.enum(['structure', 'records']),
    done: z.int(),
    total: z.int(),
  }),
  /** A menu item that the window carries out. */
  'menu.chosen': z.object({
    item: z.enum([
      'import-folder',
      'import-zip',
      'import-annotations',
      'export-annotations',
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
