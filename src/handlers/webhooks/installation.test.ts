import { expect, test } from 'vitest'
import { handleInstallation } from './installation.ts'

test('whatever happened to an installation, what failed in its account is tried again', async () => {
  for (const action of ['created', 'deleted', 'suspend', 'unsuspend', 'new_permissions_accepted', 'added']) {
    const payload = { action, installation: { id: 7, account: { id: 1, login: 'riverbed' } } }
    expect((await handleInstallation(payload)).effects).toEqual([{ kind: 'installed', owner: 'riverbed' }])
  }
})

test.for([null, 7, {}, { installation: null }, { installation: { account: { login: 7 } } }])(
  'of %j nothing follows',
  async (payload) => {
    expect(await handleInstallation(payload)).toEqual({ effects: [], replyTo: null })
  },
)
