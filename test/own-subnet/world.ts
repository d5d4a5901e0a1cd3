import { ARTICLES, STORY_AGO, STORY_SETTINGS } from '../../src/local/story/ideas.ts'
import { startWorld, type World } from '../../src/local/world/world.ts'

/** A world without its story, in which the validators have linked their wallets as they do there. */
export async function openOwnWorld(): Promise<World> {
  const world = await startWorld({
    settings: STORY_SETTINGS,
    ago: STORY_AGO,
    articles: ARTICLES,
    logLevel: 'silent',
  })
  const { market, linked } = world
  const issue = await market.openIssue('ops', 'Link your wallet here', 'Comment `/help` to see how.')
  for (const login of ['vera', 'viktor']) await market.link(login, issue)
  await linked(2)
  return world
}

const PATIENCE = 90_000

/** Looks again and again, as a person does who reloads a page, until there is what they look for. */
export async function seen<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`Looked in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
