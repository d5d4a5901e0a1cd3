import { blockAt } from '../chain/block-at.ts'
import { approved } from '../chain/calls.ts'
import type { Chain } from '../chain/client.ts'
import { readCall } from '../chain/read-call.ts'
import { spendable } from '../chain/spendable.ts'
import type { ChainSide } from '../chain/treasury.ts'
import { repositoryNamed } from '../github/api.ts'
import { connectGitHub } from '../github/client.ts'
import type { Places } from '../github/places.ts'
import { followInstallations } from '../github/reinstalled.ts'
import { type Apply, prepareDelivery } from '../handlers/deliver.ts'
import { createConfigReader } from '../handlers/market/configs.ts'
import { readPull } from '../handlers/proposal/pull-now.ts'
import { prepareOn } from '../handlers/sales/offer.ts'
import { readElectorate } from '../handlers/scoring/electorate.ts'
import { membersOf } from '../handlers/scoring/team.ts'
import { startInbox } from '../intake/inbox.ts'
import { type Looking, startLook } from '../intake/look.ts'
import type { Poller } from '../intake/poller.ts'
import { startRecovery } from '../intake/recover.ts'
import { writableRepository } from '../ledger/surfaces.ts'
import { ROOT } from '../mechanisms/scoring/weighing.ts'
import type { Opening } from './door.ts'
import { startJobWorkers } from './job-workers.ts'
import { startOutlook } from './outlook.ts'
import { createPorts, type PortsOptions } from './ports.ts'
import type { Settings } from './settings.ts'
import type { AppOptions } from './start.ts'
import { startSweep } from './sweep.ts'

interface WorkParts extends Pick<Opening, 'log' | 'ledger' | 'closing' | 'metrics' | 'hearing' | 'faults'> {
  readonly chain: Chain
  readonly side: ChainSide
  readonly checkpoint: AppOptions['checkpoint'] | undefined
  readonly url: string
}

/** Does what lies in the inbox and in the queues. */
export async function startWork(
  settings: Settings,
  { log, ledger, chain, side, checkpoint, closing, metrics, hearing, faults, url }: WorkParts,
): Promise<{ inbox: Poller; look: Looking; outlook: Poller }> {
  const github = followInstallations(connectGitHub(settings, log), async (installation) => {
    const repository = await writableRepository(ledger.queries, installation)
    return repository === null ? null : repositoryNamed(repository)
  })
  const configs = createConfigReader(ledger, github)
  const electorate: PortsOptions['electorate'] = async (linked, stake, netuid) =>
    (await readElectorate(chain, linked, stake, netuid)).electorate
  const electorateThen: PortsOptions['electorateThen'] = async (linked, stake, at) => {
    const block = await blockAt(chain, at)
    return block ? (await readElectorate(chain, linked, stake, ROOT, block)).electorate : []
  }
  const team: PortsOptions['team'] = (installation, source) =>
    membersOf({ github, queries: ledger.queries }, installation, source)
  const ports = createPorts({
    ledger,
    configs,
    electorate,
    electorateThen,
    team,
    pullNow: readPull(github),
    spendable: (address) => spendable(chain, address),
    prepare: prepareOn(chain),
  })
  const places: Places = {
    explorer: settings.publicUrl ?? url,
    github: settings.githubUrl,
    node: settings.publicNodeUrl,
    treasury: side.treasury.address,
    approval: (open, signatory) =>
      readCall(chain.api(), open.callData) && approved(chain.api(), signatory, open).method.toHex(),
  }
  await startJobWorkers({
    ledger,
    chain,
    treasury: side.treasury.address,
    github,
    configs,
    places,
    log,
    checkpoint,
    localHosts: settings.linkHosts,
    appId: settings.appId,
  })
  const inbox = await startInbox({
    ledger,
    registry: metrics,
    logger: log,
    prepare: (delivery) =>
      prepareDelivery(delivery, ports, (unread) => {
        log.warn({ delivery: delivery.id, ...unread }, 'what was written here cannot be read')
      }),
    handle: async (writing, { event }, apply: Apply) => {
      for (const { fought: subject } of await apply(writing))
        if (subject)
          log.warn(
            { subject },
            'somebody changes our comment again and again: it is put back every few minutes',
          )
      side.settleSoon()
      // While the App was suspended, nothing was told.
      if (event === 'installation') hearing.doubt()
    },
  })
  closing.push(() => inbox.stop())
  const lookOptions = { queries: ledger.queries, asInstallation: github.asInstallation, logger: log }
  const look = startLook({ ...lookOptions, onStored: () => inbox.wake() })
  closing.push(() => look.stop())
  const recovery = startRecovery({ queries: ledger.queries, github: github.asApp, logger: log })
  closing.push(() => recovery.stop())
  const sweep = startSweep({ ledger, registry: metrics, logger: log })
  closing.push(() => sweep.stop())
  const outlook = startOutlook({
    chain,
    ledger,
    treasury: side.treasury,
    faults,
    registry: metrics,
    logger: log,
  })
  closing.push(() => outlook.stop())
  return { inbox, look, outlook }
}
