import type { GiveScore } from '../../mechanisms/scoring/slice.ts'
import { notParsed, type Parsed } from '../kit/parse/parsed.ts'

const HIGHEST = 100
/** More than any rubric has. */
const MOST_CRITERIA = 20
const LONGEST_WORD = 40

const CRITERION = /^([a-z][a-z0-9-]{0,31})=(.*)$/isu

/**
 * What stands after `/score`: one whole number from 0 to 100, or one for each criterion as `correctness=80 incentives=70`.
 * Whether the criteria are those of the rubric is for the rules to say.
 */
export function parseScore(args: string): Parsed<GiveScore['score']> {
  const words = args.split(/\s+/u).filter((word) => word !== '')
  const [first, second] = words
  if (first === undefined) return notParsed(`Say after it how good the proposal is. ${USAGE}`)
  if (!words.some((word) => word.includes('='))) {
    if (second !== undefined) return notParsed(`One number is enough for the whole. ${USAGE}`)
    const points = pointsOf(first)
    return points.ok ? { ok: true, value: { whole: points.value } } : points
  }
  return criteriaOf(words)
}

function criteriaOf(words: readonly string[]): Parsed<GiveScore['score']> {
  if (words.length > MOST_CRITERIA) return notParsed(`No rubric has more than ${MOST_CRITERIA} criteria.`)
  const criteria = new Map<string, number>()
  for (const word of words) {
    const [, name, number = ''] = CRITERION.exec(word) ?? []
    if (name === undefined) return notParsed(`${shown(word)} is not a criterion with its points. ${USAGE}`)
    const criterion = name.toLowerCase()
    if (criteria.has(criterion)) return notParsed(`\`${criterion}\` is scored twice: leave one of them out.`)
    const points = pointsOf(number)
    if (!points.ok) return points
    criteria.set(criterion, points.value)
  }
  return { ok: true, value: { criteria: Object.fromEntries(criteria) } }
}

function pointsOf(word: string): Parsed<number> {
  const points = /^\d{1,3}$/.test(word) ? Number(word) : Number.NaN
  if (points <= HIGHEST) return { ok: true, value: points }
  return notParsed(
    `${word === '' ? 'Nothing' : shown(word)} is not a whole number from 0 to ${HIGHEST}, without sign or fraction.`,
  )
}

const USAGE =
  'Write `/score 80`, or `/score correctness=80 incentives=70` with every criterion of the rubric.'

/** A word as it may stand in an answer: without what would end the code that it is shown as. */
function shown(word: string): string {
  const characters = [...word.replaceAll('`', '')]
  return `\`${characters.slice(0, LONGEST_WORD).join('')}${characters.length > LONGEST_WORD ? '…' : ''}\``
}
