/** FIRST TLP 2.0 labels, from the widest to the narrowest circle. They stay English and upper case in every language. */
export const tlpLabels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const

export type Tlp = (typeof tlpLabels)[number]

/** 機密等級, from open to closed. Two fields, never one: TLP is not a classification scheme. */
export const secrecyLevels = ['none', 'restricted', 'confidential', 'secret', 'top-secret'] as const

export type Secrecy = (typeof secrecyLevels)[number]

export interface Marking {
  readonly tlp: Tlp
  readonly secrecy: Secrecy
}

/** A marking of a part: what is absent is inherited from the version. */
export type PartMarking = Partial<Marking>

/** The marking that holds for a part of a version. */
export function markingOf(part: PartMarking | undefined, version: Marking): Marking {
  return { tlp: part?.tlp ?? version.tlp, secrecy: part?.secrecy ?? version.secrecy }
}

/** True if something marked so may be in a paper that goes out under this ceiling; both fields must allow it. */
export function isWithin(marking: Marking, ceiling: Marking): boolean {
  return (
    tlpLabels.indexOf(marking.tlp) <= tlpLabels.indexOf(ceiling.tlp) &&
    secrecyLevels.indexOf(marking.secrecy) <= secrecyLevels.indexOf(ceiling.secrecy)
  )
}

/** As strict as the strictest of some markings, in each field by itself; null for none. */
export function strictestOf(markings: readonly Marking[]): Marking | null {
  if (markings.length === 0) return null
  const most = <T extends string>(levels: readonly [T, ...T[]], of: (marking: Marking) => T) =>
    levels.findLast((level) => markings.some((each) => of(each) === level)) ?? levels[0]
  return { tlp: most(tlpLabels, ({ tlp }) => tlp), secrecy: most(secrecyLevels, ({ secrecy }) => secrecy) }
}
