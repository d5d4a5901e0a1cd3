import type { Rao } from '../mechanisms/money.ts'
import type { Markdown } from './escape.ts'
import { renderTemplate } from './template.ts'

/** What GitHub should show of one issue. */
export interface Thread {
  /** The sticky comment, Markdown of less than 65,000 characters. */
  readonly body: string
  /** All of our labels that the issue should have; those of others are none of our business. */
  readonly labels: readonly string[]
  /** Labels of ours that the repository should have besides, when one is put on. */
  readonly made?: readonly string[]
  /** Whether we close the issue. */
  readonly closed: boolean
}

/** What stands above the sections. */
export interface ThreadHead {
  readonly heading: string
  readonly title: string
  /** A login. */
  readonly discoverer: string
  readonly target: Rao
  readonly page: string | null
  readonly summary: Markdown
}

/** GitHub takes 65,536 characters, of which the marker needs a few. */
const LIMIT = 65_000

/** As many sections as there is room for: those that are left out stand at the end, where history is. */
export function renderBody(head: ThreadHead, sections: readonly Markdown[]): string {
  for (let shown = sections.length; ; shown -= 1) {
    const body = renderTemplate('github/thread', {
      ...head,
      sections: sections.slice(0, shown),
      left: sections.length - shown,
    })
    if (body.length < LIMIT || shown === 0) return body
  }
}
