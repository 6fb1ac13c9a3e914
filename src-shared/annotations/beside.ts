/** Words that stand letter for letter and yet say something else, for what stands right beside them now. */

/** So much of the text on either side is looked at. */
export const besideLength = 16

export interface Beside {
  readonly before: string
  readonly after: string
}

/** Whether the words are part of a longer number or word now, or are denied, and were not before; or the other way round for a denial. */
export function saysOther(words: string, was: Beside, is: Beside): boolean {
  return (
    (goesOn(is.before, words) && !goesOn(was.before, words)) ||
    (goesOn(words, is.after) && !goesOn(words, was.after)) ||
    isDenied(is.before) !== isDenied(was.before)
  )
}

const letters = /[\p{Nd}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}]$/u
const lettersOn = /^[\p{Nd}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}]/u
const figures = /\p{Nd}[.,．，]?$/u
const figuresOn = /^[.,．，]?\p{Nd}/u
const numeral = /[〇零一二三四五六七八九十百千萬億兆廿卅]$/u
const numeralOn = /^[〇零一二三四五六七八九十百千萬億兆廿卅]/u

/** Whether a number or a word of letters runs on across a border. */
function goesOn(left: string, right: string): boolean {
  return (
    (letters.test(left) && lettersOn.test(right)) ||
    (figures.test(left) && figuresOn.test(right)) ||
    (numeral.test(left) && numeralOn.test(right))
  )
}

const denial =
  /(?:[不未沒没無无非]|[不未][會得能可再曾應宜必願肯]|沒有|没有|无法|無法|(?:\b(?:not|never|no|cannot|nor)|n['’]t)[^\S\n]+|\bnon-)["'“‘「『]?$/iu

const isDenied = (before: string) => denial.test(before)
