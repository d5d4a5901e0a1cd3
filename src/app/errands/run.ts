import type { Occurrence } from '../../mechanisms/decider.ts'
import { type Errand, errands } from '../../mechanisms/subnet/errands.ts'
import type { SubnetCommand, SubnetState } from '../../mechanisms/subnet/state.ts'
import { makeRoundBill } from './guarantee-bill.ts'
import { readHead } from './head.ts'
import { reportHealth } from './health.ts'
import { makeHome } from './home.ts'
import { checkIdeaLink, makeIdeaBill } from './idea.ts'
import { mergeHead } from './merge.ts'
import { planSteps } from './plan.ts'
import { releaseArchitecture } from './release.ts'
import { readStakes } from './stakes.ts'
import type { ErrandRunner, ErrandTools } from './tools.ts'

/** Who runs which kind of errand. */
const runners: { readonly [Kind in Errand['kind']]: ErrandRunner<Kind> } = {
  bill: makeIdeaBill,
  link: checkIdeaLink,
  home: makeHome,
  head: readHead,
  stakes: readStakes,
  'guarantee-bill': makeRoundBill,
  health: reportHealth,
  merge: mergeHead,
  release: releaseArchitecture,
  plan: planSteps,
}

/** Finds out or does what a subnet's state asks for, if it still asks, and brings the answer back as a command. */
export async function runErrand(tools: ErrandTools, stream: string, key: string): Promise<void> {
  const state = await tools.ledger.readSubnet(stream)
  const wanted = errands(state).find((errand) => errand.key === key)
  if (!wanted) return
  const when: Occurrence = { at: await tools.now(), source: { kind: 'errand', name: wanted.kind } }
  const command = await runOne(tools, state, wanted, when)
  await tools.checkpoint?.(`${wanted.kind} run`)
  if (command) await tools.ledger.write((writing) => writing.handle(stream, command))
  tools.log.info({ stream, errand: wanted.kind }, 'errand run')
}

function runOne<Kind extends Errand['kind']>(
  tools: ErrandTools,
  state: SubnetState,
  errand: Errand & { readonly kind: Kind },
  when: Occurrence,
): Promise<SubnetCommand | null> {
  const run: ErrandRunner<Kind> = runners[errand.kind as Kind]
  return run(tools, state, errand, when)
}
