import { clip, type Markdown, markdown, mention, toMarkdown } from '../github/escape.ts'
import { type OpenedState, SHOWN, type ThreadFacts } from '../github/facts.ts'
import { renderTemplate } from '../github/template.ts'
import type { Notice, NoticeOf } from './kit/notice.ts'
import { outsides } from './outsides.ts'

// Each family says of each of its events whose turn it makes it. What no family has said does not compile in `outsides.ts`.

type Named = { readonly type: string }

const notices: ReadonlyMap<string, NoticeOf<Named>> = new Map(
  Object.values(outsides).flatMap((outside) =>
    Object.entries('notices' in outside ? outside.notices : {}).flatMap(([type, notice]) =>
      notice === null ? [] : [[type, notice as NoticeOf<Named>] as const],
    ),
  ),
)

/** Whether an event of this type may make it somebody's turn. */
export const causesNotice = (type: string): boolean => notices.has(type)

/** Whose turn it is since an event, as things stand now; null where it is nobody's, or no longer. */
export const noticeOf = (event: Named, state: OpenedState, facts: ThreadFacts): Notice | null =>
  notices.get(event.type)?.(event, state, facts) ?? null

/**
 * The comment. `logins` are those that people have now, by the notice's names for them; null where an account is gone. `others` and `seated`
 * are the logins of the notice's others, and of who holds a seat, at most as many as are mentioned.
 */
export function renderNotice(
  { template, filling, people }: Notice,
  logins: Readonly<Record<string, string | null>>,
  others: readonly string[] = [],
  seated: readonly string[] = [],
): string {
  const named = Object.entries(people).map(([name, { login }]): [string, string | Markdown] => {
    const present = logins[name] ?? null
    return [name, present === null ? clip(login, SHOWN.login) : mention(present)]
  })
  return renderTemplate(template, {
    ...filling,
    ...Object.fromEntries(named),
    others: listOf(others),
    seated: listOf(seated),
  })
}

const listOf = (logins: readonly string[]): Markdown | null =>
  logins.length === 0 ? null : markdown(logins.map((login) => toMarkdown(mention(login))).join(', '))
