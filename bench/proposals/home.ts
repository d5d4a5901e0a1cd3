import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../../src/local/world/world.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { handTo } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { tales } from '../../test/support/tales.ts'
import { ask } from './author.ts'

const PATIENCE = 60_000

/** An idea that is ready to be mined, from what the ledger would have heard; its repository is made by the App. */
export async function makeHome(world: World): Promise<{ owner: string; name: string }> {
  const { ledger } = world.app
  const { app, market } = world.github
  const thread = { title: 'The thread of the idea' }
  await ask(world, 'ops', 'POST', `/repos/${market.owner}/${market.repo}/issues`, thread)
  await ledger.write(async (writing) => {
    for (const command of tales.minable as readonly SubnetCommand[]) {
      const own = command.type === 'OpenIdea' ? { ...command, installation: app.installationId } : command
      await handTo(writing, stream(), own)
    }
  })
  const end = Date.now() + PATIENCE
  for (;;) {
    const { home } = await ledger.readSubnet(stream())
    if (home) return home.repository
    if (Date.now() > end) throw new Error('The home was not made.')
    await sleep(20)
  }
}
