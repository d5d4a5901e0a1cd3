import type { IdeaSlice } from '../idea/slice.ts'

const LONGEST_SLUG = 60
const LONGEST_TITLE = 200

type Named = Pick<IdeaSlice, 'repository' | 'issue'> & { readonly terms: { readonly title: string } }

/** The name of the idea's repository: letters, digits and hyphens of its title, and its issue's number. */
export function homeName({ terms, issue }: Named): string {
  const slug = terms.title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-+|-+$/g, '')
  return `${slug || 'subnet'}-${issue}`
}

/**
 * What the repository says of itself. By the mark at its end the App knows it again after a crash. The mark also tells a repository that a
 * person made for the idea from a stranger's of the same name.
 */
export function homeDescription(idea: Named): string {
  const title = [...idea.terms.title].slice(0, LONGEST_TITLE).join('')
  return `${title}: a Bittensor subnet in the making. ${markOf(idea)}`
}

export const isMarked = (description: string | null, idea: Named): boolean =>
  description?.split(/\s+/).at(-1) === markOf(idea)

const markOf = ({ repository, issue }: Named): string => `tributary:${repository.id}:${issue}`
