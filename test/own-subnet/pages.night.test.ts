import { expect, onTestFinished, test } from 'vitest'
import { OWN_ARTICLE } from '../../src/local/story/ideas.ts'
import { OPEN_WEIGHTS, OWN_TARGET } from '../../src/local/story/own-subnet.ts'
import { openOwnWorld, seen } from './world.ts'

test('a newcomer who has nothing but the pages brings an idea of their own to a live subnet', {
  timeout: 240_000,
}, async () => {
  const { github, stop } = await openOwnWorld()
  onTestFinished(stop)
  const { owner, repo } = github.market
  const read = async (path: string) => (await fetch(github.url + path)).text()
  /** What a form answers: where it leads, or what the page says. */
  const send = async (login: string, path: string, fields: Record<string, string> = {}) => {
    const answer = await fetch(github.url + path, {
      method: 'POST',
      headers: { cookie: `acting-as=${login}`, origin: github.url },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
    if (answer.status >= 400) throw new Error(`${path}: ${await answer.text()}`)
    return answer.headers.get('location') ?? (await answer.text())
  }
  const again = (what: string, work: () => Promise<string>) => seen(what, () => work().catch(() => undefined))
  const shows = (path: string, text: string | RegExp) =>
    seen(`${text} on ${path}`, async () => (await read(path)).match(text) ?? undefined)

  const idea = await send('nell', `/${owner}/${repo}/issues/new?template=idea.yml`, {
    title: 'Tides that nobody measures',
    'field.problem': 'Tides that nobody measures',
    'field.link': OWN_ARTICLE,
    'field.inefficiency': 'Ships wait.',
    'field.solution': 'Gauges.',
    'field.mechanism': 'The error of a forecast.',
    'field.roles': 'developer',
    'field.target': String(OWN_TARGET),
  })
  await again('the idea is known', () => send('nell', `${idea}/link`))
  await again('the bill', () => send('nell', `${idea}/pay`))
  await again('the loan', () => send('nell', `${idea}/contribute`, { amount: String(OWN_TARGET) }))
  await shows(idea, 'tributary:minable')
  const [, home = ''] = await shows(idea, new RegExp(`${github.url}(/${owner}/tides[^/"#)]+)`))

  let files = `${home}/tree/main`
  const listed = await seen('the first files', async () => {
    const paths = [...(await read(files)).matchAll(/\/blob\/main\/([^"]+\.yaml)"/g)].map(
      ([, path]) => path ?? '',
    )
    return paths.length > 0 ? paths : undefined
  })
  for (const path of listed) {
    const page = await read(`${files.replace('/tree/', '/edit/')}/${path}`)
    const text = /<textarea[^>]*>\n([\s\S]*)<\/textarea>/.exec(page)?.[1] ?? ''
    if (!text.includes('TODO: ')) continue
    const open = path === 'architecture.yaml' ? `  ${OPEN_WEIGHTS}\n` : ''
    const plain = text
      .replaceAll('TODO: ', '')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll('&#39;', "'")
    files = await send('nell', files.replace('/tree/', '/edit/'), { path, text: plain + open, message: '' })
  }
  const [, compare = ''] = /href="([^"]+\/compare\/[^"]+)"/.exec(await read(files)) ?? []
  const pull = await send('nell', compare, { title: 'Measure tides', body: '' })
  await shows(pull, /<strong>[^<]*<\/strong> success/)
  await send('vera', `${pull}/comment`, { body: '/score 80' })
  await send('viktor', `${pull}/comment`, { body: '/score 70' })
  await seen('both scores', async () => ((await read(pull)).match(/👍/g)?.length === 2 ? true : undefined))
  expect(await send('nell', `${pull}/go-on`)).toContain('the best miner comments /guarantee')
  await send('nell', `${pull}/comment`, { body: '/guarantee' })
  await again('the bill', () => send('nell', `${pull}/pay`))
  expect(await send('nell', `${pull}/go-on`)).toContain('miners and validators get ready')
  expect(await send('nell', `${pull}/go-on`)).toContain('the probation runs')
  await send('nell', `${idea}/populate`)
  await send('nell', `${idea}/go-on`)
  await shows(idea, 'tributary:live')
})
