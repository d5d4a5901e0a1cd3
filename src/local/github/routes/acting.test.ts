import { afterAll, beforeAll, expect, test } from 'vitest'
import { MARKET, ORGANISATION } from '../people.ts'
import { type Scene, setScene } from '../testing/world.ts'

const MARKET_PAGE = `/${ORGANISATION}/${MARKET}`
const EVIL = '"><script>alert(1)</script></textarea>'

let scene: Scene

beforeAll(async () => {
  scene = await setScene()
})
afterAll(() => scene.stop())

/** What a browser does in which somebody has chosen whom they act as. */
function browse(login?: string) {
  const headers = { accept: 'text/html', ...(login && { cookie: `acting-as=${login}` }) }
  const open = async (path: string) => {
    const answer = await fetch(scene.github.url + path, { headers })
    return { status: answer.status, text: await answer.text() }
  }
  const send = async (path: string, fields: Record<string, string>, origin = scene.github.url) => {
    const answer = await fetch(scene.github.url + path, {
      method: 'POST',
      headers: { ...headers, origin },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
    return {
      status: answer.status,
      to: answer.headers.get('location') ?? '',
      text: await answer.text(),
      answer,
    }
  }
  return { open, send }
}

const events = async () => {
  await scene.github.control.idle()
  return scene.hook.received.map(
    ({ headers, payload }) => `${headers['x-github-event']}.${payload.action ?? ''}`,
  )
}

test('one chooses whom one acts as, and comes back to where one was', async () => {
  const { send } = browse()
  const chosen = await send('/_tributary/act-as', { login: 'dana', back: `${MARKET_PAGE}/issues` })
  expect([chosen.status, chosen.to]).toEqual([303, `${MARKET_PAGE}/issues`])
  expect(chosen.answer.headers.get('set-cookie')).toMatch(/^acting-as=dana;.*HttpOnly; SameSite=Strict/)
  expect((await browse('dana').open('/')).text).toContain('<option value="dana" selected>')
  const nobody = await send('/_tributary/act-as', { login: 'tributary[bot]', back: '//evil.test' })
  expect([nobody.to, nobody.answer.headers.get('set-cookie')]).toEqual(['/', null])
})

test('an idea is opened with the market’s form, talked about, closed and opened again', async () => {
  const dana = browse('dana')
  expect((await dana.open(`${MARKET_PAGE}/issues/new`)).text).toContain('href="?template=idea.yml"')
  const add = `${MARKET_PAGE}/issues/new?template=idea.yml`
  expect((await dana.open(add)).text).toContain('name="field.target"')
  const { to } = await dana.send(add, {
    title: `Idea ${EVIL}`,
    'field.problem': `Tides ${EVIL}`,
    'field.target': '100',
  })
  expect(to).toBe(`${MARKET_PAGE}/issues/1`)
  const body = async () =>
    (await scene.as<{ body: string; state: string }>('dana', 'GET', `/repos${to}`)).json
  expect((await body()).body).toContain(
    `### Problem title\n\nTides ${EVIL}\n\n### Article link\n\n_No response_`,
  )

  await browse('mia').send(`${to}/comment`, { body: `/challenge ${EVIL}` })
  await dana.send(`${to}/comment`, { body: 'Never mind', state: 'closed' })
  expect((await body()).state).toBe('closed')
  await dana.send(`${to}/comment`, { body: '', state: 'open' })
  expect(await events()).toEqual(
    expect.arrayContaining(['issues.opened', 'issue_comment.created', 'issues.closed', 'issues.reopened']),
  )
  const page = (await dana.open(to)).text
  expect(page).toContain('Never mind')
  expect(page).not.toContain('<script')
})

test('a page can do no more than its person: a stranger closes nobody’s issue, and nobody does nothing', async () => {
  const { json } = await scene.as<{ number: number }>('dana', 'POST', `/repos${MARKET_PAGE}/issues`, {
    title: 'Mine',
  })
  const thread = `${MARKET_PAGE}/issues/${json.number}/comment`
  const stranger = await browse('mia').send(thread, { body: '', state: 'closed' })
  expect([stranger.status, stranger.text]).toEqual([422, expect.stringContaining('Must have admin rights')])
  const nobody = await browse().send(thread, { body: 'I was here' })
  expect(nobody.text).toContain('Choose above whom you act as')
  expect((await scene.as('dana', 'GET', `/repos${MARKET_PAGE}/issues/${json.number}/comments`)).json).toEqual(
    [],
  )
})

test('a form on somebody else’s page is refused, also where their name leads to this machine', async () => {
  const before = scene.hook.received.length
  const fields = { title: 'Not by Dana' }
  for (const origin of ['https://evil.test', 'null'])
    expect((await browse('dana').send(`${MARKET_PAGE}/issues/new`, fields, origin)).status).toBe(403)
  await scene.github.control.idle()
  expect(scene.hook.received).toHaveLength(before)
})

test('a file is changed in a fork of one’s own and proposed; the reviewer sees what changes', async () => {
  const mia = browse('mia')
  const files = await mia.open(`${MARKET_PAGE}/tree/main`)
  expect(files.text).toContain(`href="${MARKET_PAGE}/edit/main/README.md"`)
  const changed = await mia.send(`${MARKET_PAGE}/edit/main`, {
    path: 'README.md',
    text: `Better\r\n${EVIL}\r\n`,
    message: '',
  })
  expect(changed.to).toBe(`/mia/${MARKET}/tree/patch-1`)
  const again = await mia.send(`/mia/${MARKET}/edit/patch-1`, {
    path: 'new/file.md',
    text: 'New\r\n',
    message: 'More',
  })
  expect(again.to).toBe(changed.to)
  const compare = /href="([^"]+\/compare\/[^"]+)"/.exec((await mia.open(changed.to)).text)?.[1] ?? ''
  expect((await mia.open(compare)).text).toContain('Create pull request')
  const { to } = await mia.send(compare, { title: `Better ${EVIL}`, body: 'See' })
  const { json } = await scene.as<{ commits: number; user: { login: string } }>(
    'dana',
    'GET',
    `/repos${to.replace('/pull/', '/pulls/')}`,
  )
  expect(json).toMatchObject({ commits: 2, user: { login: 'mia' } })

  await browse('ops').send(`${to}/review`, { event: 'APPROVE', body: `Good ${EVIL}` })
  const page = (await mia.open(to)).text
  expect(page).toContain('<strong>ops</strong> approved')
  expect(page).toContain('<ins>+Better</ins>')
  expect(page).not.toContain('<script')
  expect((await mia.send(`${to}/merge`, {})).status).toBe(422)
  await browse('ops').send(`${to}/merge`, {})
  expect((await mia.open(`${MARKET_PAGE}/blob/main/new/file.md`)).text).toContain('New')
  // A second proposal begins from what the market has by now.
  const next = await mia.send(`${MARKET_PAGE}/edit/main`, {
    path: 'new/file.md',
    text: 'Newer\n',
    message: '',
  })
  expect(next.to).toBe(`/mia/${MARKET}/tree/patch-2`)
})

test('a text that begins with an empty line keeps it in the editor', async () => {
  await scene.as('ops', 'PUT', `/repos${MARKET_PAGE}/contents/empty.md`, {
    message: 'E',
    content: Buffer.from('\n\nText\n').toString('base64'),
  })
  expect((await browse('ops').open(`${MARKET_PAGE}/edit/main/empty.md`)).text).toContain(
    'rows="25">\n\n\nText\n</textarea>',
  )
})

test('without a world around it, a GitHub has no time to let pass', async () => {
  await scene.as('dana', 'POST', `/repos${MARKET_PAGE}/issues`, { title: 'Time' })
  expect((await browse('dana').send(`${MARKET_PAGE}/issues/1/go-on`, {})).status).toBe(404)
  expect((await browse('dana').open(`${MARKET_PAGE}/issues/1`)).text).not.toContain('Let time pass')
})
