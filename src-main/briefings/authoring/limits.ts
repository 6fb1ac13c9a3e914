/** Limits of what is read (security.md section 5); a briefing is text, so they are far below those of an exchange package. */
export interface Limits {
  readonly files: number
  readonly file: number
  /** Of a file that is not a table. */
  readonly text: number
  readonly folder: number
  /** Times an entry of a zip may grow. */
  readonly ratio: number
}

export const limits: Limits = { files: 2000, file: 10_000_000, text: 2_000_000, folder: 50_000_000, ratio: 200 }
