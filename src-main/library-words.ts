import en from '../locales/en/library.json' with { type: 'json' }
import zh from '../locales/zh-TW/library.json' with { type: 'json' }
import type { Lang } from '../src-shared/languages.ts'
import type { RecoveryReport } from '../src-shared/library/recovery.ts'

const words = { 'zh-TW': zh, en } as const
type Blanks = Readonly<Record<string, string | number>>

/** A recovery report in both languages, as it stands beside the damaged files. */
export function reportWords(report: RecoveryReport): string {
  return `${(['zh-TW', 'en'] as const).map((lang) => linesOf(report, lang).join('\n')).join('\n\n')}\n`
}

/** The sentences of a report in one language. */
export function linesOf(report: RecoveryReport, lang: Lang): readonly string[] {
  const { causes, report: said } = words[lang]
  const fill = (text: string, blanks: Blanks) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(blanks[name] ?? ''))
  const all = said as Readonly<Record<string, string>>
  const say = (key: string, blanks: Blanks = {}) => fill(all[key] ?? '', blanks)
  const counted = (key: string, count: number) =>
    count === 0 ? [] : [fill((count === 1 ? all[`${key}_one`] : undefined) ?? all[`${key}_other`] ?? '', { count })]
  const { salvage, lost, backup } = report
  const blanks = (counts: RecoveryReport['now']): Blanks => ({ ...counts })
  const anyLost = lost.briefings + lost.versions + lost.annotations > 0
  return [
    say('title'),
    say('when', { at: report.at }),
    causes[report.cause],
    say('setAside', { folder: report.setAside }),
    backup === null ? say('noBackup') : say('backup', { name: backup.name, made: backup.made }),
    ...counted('badBackups', report.badBackups.length),
    say(salvage.state),
    say('taken', blanks(salvage.taken)),
    ...counted('removals', salvage.removals),
    ...counted('drafts', salvage.drafts),
    ...counted('kept', salvage.kept),
    anyLost ? say('lost', blanks(lost)) : say('lostNothing'),
    ...(report.uncounted ? [say('uncounted')] : []),
    ...(report.samples ? [say('samples')] : []),
    say('now', blanks(report.now)),
  ]
}
