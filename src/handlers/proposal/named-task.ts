import type { RepositoryName } from '../../github/api.ts'
import { cleanText } from '../kit/parse/clean-text.ts'

/** GitHub takes 65,536 characters; beyond that (an emoji may count twice here) nothing is read. */
const MAXIMUM_LENGTH = 131_072

/** Anybody writes the text: everything that repeats is bounded, or one full of spaces would be searched for seconds. */
const BEFORE = /^ {0,8}(?:[-+•] {1,8}|\d{1,3}[.)] {1,8})?(?:\[[ x]\] {1,8})?_{0,3}/i
/** GitHub's own words that link an issue, and ours. */
const WORD = /^(?:task|clos(?:e|es|ed)|fix(?:es|ed)?|resolv(?:e|es|ed))(?![a-z])_{0,3} {0,8}:?_{0,3} {0,8}/i
const ISSUE =
  /^[[<(]?(?:([\w.-]{1,100}\/[\w.-]{1,100})?#|gh-|https:\/\/[^\s/]{1,200}\/([\w.-]{1,100}\/[\w.-]{1,100})\/(?:issues|pull)\/)(\d{1,9})(?![0-9a-z])/i

/**
 * T2: the task that a pull request names at the beginning of a line, as `Task: #12` or `Closes #12`; marks of a list, emphasis, code
 * quotes and the whole address of an issue in the same repository change nothing. The first counts.
 */
export function taskNamedIn(body: string, { owner, name }: RepositoryName): number | null {
  const here = `${owner}/${name}`.toLowerCase()
  for (const line of cleanText(body.slice(0, MAXIMUM_LENGTH)).split('\n')) {
    const plain = line
      .replace(/[\t\p{Zs}]/gu, ' ')
      .replace(/[*`~]/g, '')
      .replace(BEFORE, '')
    const [word] = WORD.exec(plain) ?? []
    if (word === undefined) continue
    const [, named, linked, issue] = ISSUE.exec(plain.slice(word.length)) ?? []
    const place = named ?? linked ?? here
    if (issue !== undefined && place.toLowerCase() === here) return Number(issue)
  }
  return null
}
