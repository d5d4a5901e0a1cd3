import type { FileProblem } from '../../mechanisms/architecture/architecture.ts'
import { formatPercent } from '../../mechanisms/architecture/values.ts'
import { MOST_SEATS } from '../../mechanisms/team/bench.ts'
import { parsePercentage } from '../kit/yaml/quantity.ts'
import { type Document, wholeFile } from './document.ts'
import type { ArchitectureFile, Documents, MechanismFile } from './documents.ts'
import { ARCHITECTURE, type Folder } from './paths.ts'

type Entries = readonly { readonly id: string }[]

/** What is wrong between the files, and inside one beyond what its schema can say. */
export function crossFileProblems(documents: Documents): FileProblem[] {
  const { architecture, mechanisms, roles } = documents
  const ofWeights = [...mechanisms.values()].flatMap(weightProblems)
  if (!architecture) {
    return [wholeFile(ARCHITECTURE, 'The file is not there: every subnet repository has one.'), ...ofWeights]
  }
  const { value } = architecture
  if (!value) return ofWeights
  return [
    ...kindProblems(architecture, value),
    ...shareProblems(architecture, value),
    ...namingProblems(architecture, 'mechanisms', value.mechanisms, mechanisms),
    ...namingProblems(architecture, 'roles', value.roles, roles),
    ...payProblems(documents, value),
    ...seatProblems(architecture, value),
    ...ofWeights,
  ]
}

/** Exactly one commodity, the first; innovation and selling at most once. */
function kindProblems({ problemAt }: Document<unknown>, { mechanisms }: ArchitectureFile): FileProblem[] {
  const problems: FileProblem[] = []
  const seen = new Set<string>()
  for (const [place, { kind }] of mechanisms.entries()) {
    const at = `/mechanisms/${place}/kind`
    if (place === 0 && kind !== 'commodity') {
      problems.push(problemAt(at, 'The first mechanism is the commodity: put it here.'))
    } else if (place > 0 && kind === 'commodity') {
      problems.push(problemAt(at, 'Only the first mechanism is a commodity: write another kind.'))
    } else if (kind !== 'team' && seen.has(kind)) {
      problems.push(problemAt(at, `There is one mechanism of the kind \`${kind}\` already: remove one.`))
    }
    seen.add(kind)
  }
  return problems
}

/** The shares of all that earn emission are the whole. */
function shareProblems({ problemAt }: Document<unknown>, { mechanisms }: ArchitectureFile): FileProblem[] {
  const problems = mechanisms.flatMap(({ kind, share }, place) => {
    if (kind === 'selling' && share !== undefined && basisPoints(share) > 0) {
      return [problemAt(`/mechanisms/${place}/share`, 'Selling earns no emission: remove its share.')]
    }
    if (kind !== 'selling' && share === undefined) {
      return [problemAt(`/mechanisms/${place}`, 'Its share of the emission is missing: add `share`.')]
    }
    return []
  })
  return problems.length > 0
    ? problems
    : sumProblem(mechanisms, (message) => problemAt('/mechanisms', message))
}

function weightProblems({ value, problemAt }: Document<MechanismFile>): FileProblem[] {
  return value ? sumProblem(value.weights, (message) => problemAt('/weights', message)) : []
}

function sumProblem(
  parts: readonly { readonly share?: string }[],
  problem: (message: string) => FileProblem,
): FileProblem[] {
  const sum = parts.reduce((left, { share }) => left + basisPoints(share ?? '0 %'), 0)
  if (sum === 10_000) return []
  return [problem(`The shares sum to ${formatPercent(sum)}: change them so that they sum to 100 %.`)]
}

/** Each entry has its file, each file its entry, and each id stands once. */
function namingProblems(
  { problemAt }: Document<unknown>,
  folder: Folder,
  entries: Entries,
  files: ReadonlyMap<string, Document<unknown>>,
): FileProblem[] {
  const seen = new Set<string>()
  const ofEntries = entries.flatMap(({ id }, place) => {
    const at = `/${folder}/${place}/id`
    const isSecond = seen.has(id)
    seen.add(id)
    if (isSecond) return [problemAt(at, `\`${id}\` stands here twice: give each its own id.`)]
    if (files.has(id)) return []
    return [problemAt(at, `The file \`${folder}/${id}.yaml\` is not there: add it, or remove this entry.`)]
  })
  const ofFiles = [...files].flatMap(([id, { file }]) => {
    const message = `No entry below \`${folder}\` in \`${ARCHITECTURE}\` has this id: add one, or remove the file.`
    return seen.has(id) ? [] : [wholeFile(file, message)]
  })
  return [...ofEntries, ...ofFiles]
}

/** A role is paid by a mechanism of the kind `team`. */
function payProblems({ roles }: Documents, { mechanisms }: ArchitectureFile): FileProblem[] {
  return [...roles.values()].flatMap(({ value, problemAt }) => {
    const wanted = value?.mechanism
    if (wanted === undefined) return []
    const isTeam = mechanisms.some(({ id, kind }) => id === wanted && kind === 'team')
    const message = `\`${ARCHITECTURE}\` has no mechanism \`${wanted}\` of the kind \`team\`: name one that it has.`
    return isTeam ? [] : [problemAt('/mechanism', message)]
  })
}

/** T1: no more seats in all roles together than the chain has places for members. */
function seatProblems({ problemAt }: Document<unknown>, { roles }: ArchitectureFile): FileProblem[] {
  const seats = roles.reduce((sum, role) => sum + Number(role.seats), 0)
  if (seats <= MOST_SEATS) return []
  const message = `The roles have ${seats} seats together: ${MOST_SEATS} are the most that the chain has places for.`
  return [problemAt('/roles', message)]
}

/** Of a percentage that passed the schema. */
export function basisPoints(share: string): number {
  const parsed = parsePercentage(share)
  return parsed.ok ? parsed.value : 0
}
