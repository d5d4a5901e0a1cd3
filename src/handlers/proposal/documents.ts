import architectureSchema from '../../../schemas/architecture.schema.json' with { type: 'json' }
import evidenceSchema from '../../../schemas/evidence.schema.json' with { type: 'json' }
import mechanismSchema from '../../../schemas/mechanism.schema.json' with { type: 'json' }
import roleSchema from '../../../schemas/role.schema.json' with { type: 'json' }
import type { FileProblem, Mechanism } from '../../mechanisms/architecture/architecture.ts'
import type { Files } from '../kit/files.ts'
import { compileSchema } from '../kit/yaml/keywords.ts'
import { type Document, MAXIMUM_BYTES, readDocument, unreadable } from './document.ts'
import { isId, KEYWORDS } from './keywords.ts'
import { ARCHITECTURE, type Folder, idIn, isDesign, isEvidence } from './paths.ts'

/** All YAML of one head together, in bytes: it is read in one go, and hostile files of this size take some three seconds. */
const MAXIMUM_TOTAL_BYTES = 262_144

// What the schemas let through: every scalar as written, defaults filled in.

export interface ArchitectureFile {
  readonly name: string
  readonly identity: Readonly<
    Record<'description' | 'repository' | 'contact' | 'url' | 'discord' | 'logo', string>
  >
  readonly mechanisms: readonly {
    readonly id: string
    readonly kind: Mechanism['kind']
    readonly share?: string
  }[]
  readonly roles: readonly { readonly id: string; readonly seats: string }[]
  readonly hyperparameters: Readonly<Record<string, string | readonly string[]>>
}

export interface MechanismFile {
  readonly weights: readonly { readonly of: string; readonly share: string }[]
}

export interface RoleFile {
  readonly mechanism?: string
}

export interface EvidenceFile {
  readonly network: string
  readonly netuid: string
  readonly artefact: string
  readonly digest: string
  readonly signer: string
  readonly signature: string
  readonly blocks: Readonly<Record<'from' | 'to', string>>
}

export interface Documents {
  /** Null where there is none. */
  readonly architecture: Document<ArchitectureFile> | null
  /** By id. */
  readonly mechanisms: ReadonlyMap<string, Document<MechanismFile>>
  readonly roles: ReadonlyMap<string, Document<RoleFile>>
  readonly evidence: readonly Document<EvidenceFile>[]
  /** What is wrong with any of them by itself. */
  readonly problems: readonly FileProblem[]
}

const CHECKS = {
  architecture: compileSchema<ArchitectureFile>(architectureSchema, KEYWORDS),
  mechanisms: compileSchema<MechanismFile>(mechanismSchema, KEYWORDS),
  roles: compileSchema<RoleFile>(roleSchema, KEYWORDS),
  evidence: compileSchema<EvidenceFile>(evidenceSchema, KEYWORDS),
}

/** Every YAML file of a head, by itself. */
export function readDocuments(files: Files): Documents {
  const sorted = [...files.keys()].toSorted()
  const paths = [...sorted.filter(isDesign), ...sorted.filter(isEvidence)]
  const readable = withinBudget(files, paths)
  const read = <T>(path: string, check: Parameters<typeof readDocument<T>>[2]): Document<T> =>
    readable.has(path)
      ? readDocument(path, files.get(path) ?? null, check)
      : unreadable(
          path,
          'The YAML files together are larger than 256 KiB: this one was not read. Shorten them.',
        )
  const byId = <T>(folder: Folder, check: Parameters<typeof readDocument<T>>[2]) =>
    new Map(paths.flatMap((path) => named(folder, path, () => read(path, check))))
  const architecture = files.has(ARCHITECTURE) ? read(ARCHITECTURE, CHECKS.architecture) : null
  const mechanisms = byId('mechanisms', CHECKS.mechanisms)
  const roles = byId('roles', CHECKS.roles)
  const evidence = paths.filter(isEvidence).map((path) => read(path, CHECKS.evidence))
  const all = [
    ...(architecture ? [architecture] : []),
    ...mechanisms.values(),
    ...roles.values(),
    ...evidence,
  ]
  return { architecture, mechanisms, roles, evidence, problems: all.flatMap(({ problems }) => problems) }
}

function named<T>(folder: Folder, path: string, read: () => Document<T>): [string, Document<T>][] {
  const id = idIn(folder, path)
  if (id === null) return []
  if (isId(id)) return [[id, read()]]
  const message = 'Name the file by an id: small letters, digits and hyphens, at most 40, a letter first.'
  return [[id, unreadable(path, message)]]
}

/** Those of the paths, in order, that can be read before the budget is spent. */
export function withinBudget(files: Files, paths: readonly string[]): ReadonlySet<string> {
  let left = MAXIMUM_TOTAL_BYTES
  return new Set(
    paths.filter((path) => {
      const size = files.get(path)?.byteLength ?? 0
      // Too large to be read at all: it costs nothing, and its own problem says so.
      if (size > MAXIMUM_BYTES) return true
      left -= size
      return left >= 0
    }),
  )
}
