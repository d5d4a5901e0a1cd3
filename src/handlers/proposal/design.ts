import type {
  Architecture,
  Design,
  FileProblem,
  HyperparameterValue,
  Identity,
} from '../../mechanisms/architecture/architecture.ts'
import { basisPoints } from './cross-file.ts'
import type { Document } from './document.ts'
import type { ArchitectureFile, RoleFile } from './documents.ts'
import { parseHyperparameter } from './hyperparameter.ts'

/** What `architecture.yaml` wants of the chain, in the chain's own units; the problems are those that no schema can see. */
export function designOf(
  { problemAt }: Document<unknown>,
  file: ArchitectureFile,
): { readonly design: Design; readonly problems: readonly FileProblem[] } {
  const problems: FileProblem[] = []
  const hyperparameters: Record<string, HyperparameterValue> = {}
  for (const [name, written] of Object.entries(file.hyperparameters)) {
    const setting = parseHyperparameter(name, written)
    if (setting.ok) hyperparameters[name] = setting.value
    else problems.push(problemAt(`/hyperparameters/${name}`, setting.reason))
  }
  const mechanisms = file.mechanisms.map(({ id, kind, share = '0 %' }) => ({
    id,
    kind,
    share: kind === 'selling' ? 0 : basisPoints(share),
  }))
  return { design: { mechanisms, hyperparameters }, problems }
}

export function identityOf({ name, identity }: ArchitectureFile): Identity {
  const { description, repository, contact, url, discord, logo } = identity
  return {
    name: name.trim(),
    description: description.trim(),
    contact: contact.trim(),
    discord: discord.trim(),
    repository,
    url,
    logo,
  }
}

/** Who has no mechanism named is paid by the first of the kind `team`. */
export function rolesOf(
  { roles, mechanisms }: ArchitectureFile,
  files: ReadonlyMap<string, Document<RoleFile>>,
): Architecture['roles'] {
  const first = mechanisms.find(({ kind }) => kind === 'team')?.id ?? null
  return roles.map(({ id, seats }) => ({
    id,
    seats: Number(seats),
    mechanism: files.get(id)?.value?.mechanism ?? first,
  }))
}
