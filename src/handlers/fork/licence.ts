import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a licence stands, as GitHub looks for it. */
export const isLicence = (path: string): boolean => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(path)

const OWN = readFileSync(join(import.meta.dirname, '../../../templates/home/scaffold/LICENSE.eta'), 'utf8')

/** The words of a licence, without who has the copyright. */
const wordsOf = (text: string): string =>
  text
    .replace(/^.*copyright \(c\).*$/gim, '')
    .replace(/[^a-z0-9]+/gi, ' ')
    .trim()
    .toLowerCase()

const MIT = wordsOf(OWN)

/** How the texts of licences begin that the Open Source Initiative has approved, and what stands far down in them. */
const LONG: readonly (readonly [begins: RegExp, holds: string])[] = [
  [/^apache license version 2 0/, 'end of terms and conditions'],
  [/^gnu (affero |lesser )?general public license version 3/, 'termination'],
  [/^gnu (lesser )?general public license version 2/, 'end of terms and conditions'],
  [/^mozilla public license version 2 0/, 'incompatible with secondary licenses notice'],
]

/** What takes back what an open licence gives. */
const RESTRICTED = /commons clause|non ?commercial|business source|all rights reserved|evaluation only/

/**
 * Whether others may go on with what stands under this licence. A text that is not known is not open: a person may know better,
 * and copies by hand.
 */
export function isOpenLicence(text: string): boolean {
  const words = wordsOf(text)
  if (words === MIT) return true
  if (RESTRICTED.test(words)) return false
  return LONG.some(([begins, holds]) => begins.test(words) && words.includes(holds))
}
