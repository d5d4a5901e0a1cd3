import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { issueAt } from '../../github/places.ts'
import type { Section, Sections } from '../../github/section.ts'
import type { AskedFork } from '../../mechanisms/fork/slice.ts'
import { linkToOrigin, linkToParent } from './links.ts'

/** Rule F1: what the subnet is a fork of, the forks of it, and what stands in the way of the next. */
const forksSection: Section = {
  template: 'fork/section/forks',
  events: ['ForkAsked', 'ForkOpened', 'ParentNamed', 'ErrandBlocked', 'ErrandRetried'],
  reads: [],
  fill({ idea, fork, errands }, { github }) {
    const { parent, asked, last } = fork
    if (!parent && asked === 0) return null
    const { repository } = idea
    const own = `${repository.owner}/${repository.name}`
    const shown = last.slice(-SHOWN.items).toReversed()
    return {
      parent: parent && {
        title: clip(parent.title, SHOWN.gist),
        link: linkToParent(parent, github),
        origin: parent.origin && linkToOrigin(parent.origin, github),
      },
      asked,
      more: asked - shown.length,
      forks: shown.map((one: AskedFork) => ({
        name: one.name,
        by: clip(one.person.login, SHOWN.login),
        issue: one.issue === null ? null : `${own}#${one.issue}`,
        url: one.issue === null ? null : issueAt(github, { repository, issue: one.issue }),
      })),
      blocked: errands.fork
        ? {
            obstacle: errands.fork.obstacle,
            said: clip(errands.fork.said ?? '', SHOWN.gist),
            retryAt: errands.fork.retryAt,
            market: own,
          }
        : null,
    }
  },
}

export const forkSections = { forks: forksSection } satisfies Sections
