import { type Authored, author } from './author.ts'
import { newReport, type Report } from './report.ts'

/** Gathers files from wherever they are and reads them; what is wrong with where they are ends it first. */
export async function readGathered(
  gather: (report: Report) => ReadonlyMap<string, Uint8Array> | Promise<ReadonlyMap<string, Uint8Array>>,
): Promise<Authored> {
  const report = newReport()
  const files = await gather(report)
  report.refuseIfWrong()
  return author(files, report)
}
