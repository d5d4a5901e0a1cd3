/** The most files that are read of one head; a head with more is refused. */
export const MAXIMUM_FILES = 1_000

export const ARCHITECTURE = 'architecture.yaml'

/** The folders of files that describe one thing each, named by its id. */
export type Folder = 'mechanisms' | 'roles'

/** Whether the content of the file at this path is looked at. Evidence is, with the artefacts that it names. */
export function isWanted(path: string): boolean {
  return isDesign(path) || isMisnamed(path) || path.startsWith('evidence/')
}

/** Whether the file is part of the architecture: to change it is to touch the architecture. */
export function isDesign(path: string): boolean {
  return path === ARCHITECTURE || idIn('mechanisms', path) !== null || idIn('roles', path) !== null
}

/** Whether the file looks like part of the architecture, but is not: its name is nearly right. */
export const isMisnamed = (path: string): boolean => {
  const name = rightName(path)
  return name !== null && name !== path
}

/** What the file would have to be called to be read: in small letters, in the folder's plural, ending in `.yaml`. */
export function rightName(path: string): string | null {
  const [, folder, name] = /^(?:(mechanism|role)s?\/)?([^/]+)\.ya?ml$/i.exec(path) ?? []
  if (name === undefined) return null
  if (folder !== undefined)
    return `${folder.toLowerCase()}s/${isDesign(path) ? name : name.toLowerCase()}.yaml`
  return /^architectures?$/i.test(name) ? ARCHITECTURE : null
}

/** Whether the file is a workflow: GitHub lets no App merge one that may not write workflows, and Tributary may not. */
export const isWorkflow = (path: string): boolean => path.startsWith('.github/workflows/')

/** The id that a path such as `roles/<id>.yaml` names; null where it is not of that folder. */
export function idIn(folder: Folder, path: string): string | null {
  const [, id] = /^[a-z]+\/([^/]+)\.yaml$/.exec(path) ?? []
  return id !== undefined && path.startsWith(`${folder}/`) ? id : null
}

export const isEvidence = (path: string): boolean => /^evidence\/[^/]+\.yaml$/.test(path)
