import type { SubnetState } from '../subnet/state.ts'
import type { LinkEvent, LinkSlice } from './slice.ts'

export function evolveLink(state: SubnetState, event: LinkEvent): SubnetState {
  return { ...state, link: evolveSlice(state.link, event, state.idea?.config.link.recheckEvery ?? 0) }
}

function evolveSlice(link: LinkSlice, event: LinkEvent, recheckEvery: number): LinkSlice {
  const answered = { answered: event.check, nextCheckAt: event.at + recheckEvery }
  switch (event.type) {
    case 'LinkCheckDue':
      return { ...link, asked: event.check, nextCheckAt: null }
    case 'LinkPassed':
      return { ...link, ...answered, failing: null, contentHash: link.contentHash ?? event.contentHash }
    case 'LinkChanged':
      return { ...link, changed: { at: event.at, contentHash: event.contentHash } }
    case 'LinkFailed':
      return {
        ...link,
        ...answered,
        failing: { since: link.failing?.since ?? event.at, reason: event.reason },
      }
  }
}
