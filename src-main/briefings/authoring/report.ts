import type { Problem } from '../../../src-shared/briefings/briefing.ts'
import { Refusal } from '../../../src-shared/ipc.ts'
import type { FileCode, LineCode } from './problem-codes.ts'

/** How many problems and how many warnings are told. */
export const mostTold = 200

/** A line of a file. */
export interface Place {
  readonly file: string
  readonly line: number
}

type Data = Problem['data']

/** Collects what is wrong with a folder; nothing of it is kept if there is one problem. */
export interface Report {
  readonly problem: (place: Place, code: LineCode, data?: Data) => void
  readonly problemOf: (file: string, code: FileCode, data?: Data) => void
  readonly warn: (place: Place, code: LineCode, data?: Data) => void
  readonly warnOf: (file: string, code: FileCode, data?: Data) => void
  readonly hasProblems: () => boolean
  /** Ends the reading if there is a problem, with all of them. */
  readonly refuseIfWrong: () => void
  readonly warnings: () => readonly Problem[]
}

export function newReport(): Report {
  const problems = new Map<string, Problem>()
  const warnings = new Map<string, Problem>()
  const add =
    (list: Map<string, Problem>) =>
    (place: Place, code: LineCode, data: Data = {}) => {
      keep(list, { file: shown(place.file), line: place.line, code, data: shownData(data) })
    }
  const addOf =
    (list: Map<string, Problem>) =>
    (file: string, code: FileCode, data: Data = {}) => {
      keep(list, { file: shown(file), line: null, code, data: shownData(data) })
    }
  return {
    problem: add(problems),
    problemOf: addOf(problems),
    warn: add(warnings),
    warnOf: addOf(warnings),
    hasProblems: () => problems.size > 0,
    refuseIfWrong: () => {
      if (problems.size > 0) throw new Refusal('refused', { problems: inOrder(problems) })
    },
    warnings: () => inOrder(warnings),
  }
}

/** The same thing about the same line is told once. */
function keep(list: Map<string, Problem>, problem: Problem): void {
  list.set(JSON.stringify(problem), problem)
}

function inOrder(problems: ReadonlyMap<string, Problem>): readonly Problem[] {
  const order = (a: Problem, b: Problem) =>
    a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1
  return [...problems.values()].sort(order).slice(0, mostTold)
}

function shownData(data: Data): Data {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? shown(value) : value]),
  )
}

/** What came from outside, short and without unseen signs, as it is told to a person. */
function shown(text: string): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd')
  const signs = [...plain]
  return signs.length > 120 ? `${signs.slice(0, 119).join('')}…` : plain
}
