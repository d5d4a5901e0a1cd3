import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '../../..')
const named = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
const pages = [...named('.'), ...named('docs')]

test.each(pages)('%s: what it links to in this repository is there', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  const local = links.filter((link) => !/^(https?:|mailto:|\.\.\/\.\.\/)/.test(link))
  for (const link of local) {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : join(dirname(page), path)
    expect(existsSync(join(root, target)), `${link} in ${page}`).toBe(true)
    if (anchor && target.endsWith('.md')) expect(anchorsOf(target), `${link} in ${page}`).toContain(anchor)
  }
})

test.each(pages)('%s: the scripts that it tells people to run are there', (page) => {
  const told = [...read(page).matchAll(/npm run ([\w:-]+)|npm (start|test)\b/g)]
  for (const [command, script, short] of told)
    expect(Object.keys(manifest.scripts), command).toContain(script ?? short)
})

test.each(pages)('%s: every value in it is written out', (page) => {
  expect(read(page)).not.toContain('[object ')
})

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** As GitHub makes them from headings, and those written by hand. */
function anchorsOf(page: string): string[] {
  const text = read(page)
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
  const byHand = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)
  return [...headings, ...byHand]
}
