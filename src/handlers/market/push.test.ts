import { expect, test } from 'vitest'
import { NOTHING } from '../kit/handler.ts'
import { repository } from '../kit/testing/payloads.ts'
import { handlePush } from './push.ts'

const push = (changes: object = {}) => ({
  installation: { id: 5 },
  repository: { ...repository, default_branch: 'main' },
  ref: 'refs/heads/main',
  after: 'abc',
  deleted: false,
  commits: [{ modified: ['.github/tributary.yml'] }],
  ...changes,
})

test.for(['added', 'modified', 'removed'])(
  'settings that were %s are read again, at that commit',
  async (how) => {
    const handling = await handlePush(
      push({ commits: [{}, { [how]: ['README.md', '.github/tributary.yml'] }] }),
    )
    expect(handling).toEqual({
      effects: [
        {
          kind: 'config',
          repository: { id: 7, owner: 'riverbed', name: 'market' },
          installation: 5,
          commit: 'abc',
        },
      ],
      replyTo: null,
    })
  },
)

test.for([
  ['that takes commits away', { commits: [], forced: true }],
  ['without commits', { commits: [] }],
  ['that puts other commits in their place', { commits: [{ modified: ['README.md'] }], forced: true }],
  ['with more commits than are named', { commits: Array(2_048).fill({ modified: ['README.md'] }) }],
] as const)('a push %s does not tell what it changed: the settings are read again', async ([, changes]) => {
  expect((await handlePush(push(changes))).effects).toMatchObject([{ kind: 'config', commit: 'abc' }])
})

test.for([
  ['to another branch', { ref: 'refs/heads/wild' }],
  ['of a tag with the name of the branch', { ref: 'refs/tags/main' }],
  ['that deletes', { deleted: true }],
  ['of other files', { commits: [{ modified: ['.github/tributary.yml.bak'] }] }],
  ['of another shape', { commits: null }],
] as const)('a push %s leads to nothing', async ([, changes]) => {
  expect(await handlePush(push(changes))).toEqual(NOTHING)
})
