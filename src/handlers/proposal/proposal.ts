import type { FileProblem, PrintedReading, SubnetFacts } from '../../mechanisms/architecture/architecture.ts'
import { planOf } from '../../mechanisms/architecture/plan.ts'
import type { Files } from '../kit/files.ts'
import { crossFileProblems } from './cross-file.ts'
import { designOf, identityOf, rolesOf } from './design.ts'
import { wholeFile } from './document.ts'
import { type Documents, readDocuments } from './documents.ts'
import { checkEvidence } from './evidence.ts'
import { fingerprint } from './fingerprint.ts'
import { keptProblems, keptRows } from './kept.ts'
import {
  ARCHITECTURE,
  isDesign,
  isMisnamed,
  isWanted,
  isWorkflow,
  MAXIMUM_FILES,
  rightName,
} from './paths.ts'
import { unwritten } from './unwritten.ts'

export interface ProposalInput {
  /** Every file of the head that `isWanted`, changed or not. */
  readonly files: Files
  /** The same of the commit that the pull request branched off (the merge base). */
  readonly base: Files
  /** The paths, wanted or not, that the head changes against that commit; of a renamed file both. */
  readonly changed: readonly string[]
  readonly chain: SubnetFacts
}

/** A2: all that a head says, judged by nothing but its files and the chain at one block. Never throws. */
export function readProposal({ files, base, changed, chain }: ProposalInput): PrintedReading {
  const nothing: PrintedReading = {
    touches: changed.some((path) => isDesign(path) || (isMisnamed(path) && files.has(path))),
    block: chain.block,
    problems: [],
    architecture: null,
    plan: [],
    evidence: [],
    fingerprint: [],
  }
  if (!changed.some(isWanted)) return nothing
  if (files.size > MAXIMUM_FILES) {
    const message = `There are more than ${MAXIMUM_FILES} files of architecture and evidence: remove some.`
    return { ...nothing, problems: [wholeFile(ARCHITECTURE, message)] }
  }
  const documents = readDocuments(files)
  const { evidence, problems: ofEvidence } = checkEvidence(documents.evidence, files)
  const { architecture, plan, problems: ofPlan } = readArchitecture(documents, chain)
  return {
    ...nothing,
    architecture,
    plan: keptRows(plan),
    evidence,
    problems: keptProblems([
      ...misnamed(files),
      ...workflows(changed),
      ...documents.problems,
      ...crossFileProblems(documents),
      ...unwritten(documents, changed),
      ...ofPlan,
      ...ofEvidence,
    ]),
    fingerprint: fingerprint(files, base),
  }
}

/** All that is wrong with the files of a repository that can be known without a chain. None of them counts as changed. */
export function problemsIn(files: Files): readonly FileProblem[] {
  if (files.size > MAXIMUM_FILES)
    return [
      wholeFile(ARCHITECTURE, `There are more than ${MAXIMUM_FILES} files of architecture and evidence.`),
    ]
  const documents = readDocuments(files)
  const { architecture } = documents
  return [
    ...misnamed(files),
    ...documents.problems,
    ...crossFileProblems(documents),
    ...unwritten(documents, []),
    ...(architecture?.value ? designOf(architecture, architecture.value).problems : []),
    ...checkEvidence(documents.evidence, files).problems,
  ]
}

function readArchitecture(
  { architecture, roles }: Documents,
  chain: SubnetFacts,
): Pick<PrintedReading, 'architecture' | 'plan' | 'problems'> {
  if (!architecture?.value) return { architecture: null, plan: [], problems: [] }
  const file = architecture.value
  const { design, problems } = designOf(architecture, file)
  if (problems.length > 0) return { architecture: null, plan: [], problems }
  const { steps, rows, problems: refusals } = planOf(design, chain)
  return {
    architecture: { ...design, identity: identityOf(file), steps, roles: rolesOf(file, roles) },
    plan: rows,
    problems: refusals.map(({ at, message }) => architecture.problemAt(at, message)),
  }
}

const misnamed = (files: Files): FileProblem[] =>
  [...files.keys()]
    .filter(isMisnamed)
    .map((path) =>
      wholeFile(path, `The file is read only if it is called \`${rightName(path)}\`: rename it.`),
    )

const workflows = (changed: readonly string[]): FileProblem[] =>
  changed
    .filter(isWorkflow)
    .map((path) =>
      wholeFile(
        path,
        'GitHub lets Tributary merge no change of workflows: leave this one out, and propose it by itself.',
      ),
    )
