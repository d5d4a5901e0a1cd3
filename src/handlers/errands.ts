import { enqueueThread } from '../ledger/enqueue.ts'
import type { Occurrence } from '../mechanisms/kernel/occurrence.ts'
import { subnetOf } from '../mechanisms/streams/names.ts'
import { type Errand, errands } from '../mechanisms/subnet/errands.ts'
import type { SubnetCommand, SubnetState } from '../mechanisms/subnet/state.ts'
import type { ErrandRunner, ErrandTools, WithRows } from './kit/errand.ts'
import { PersonNeeded } from './kit/person-needed.ts'
import { outsides } from './outsides.ts'

export type ErrandRunners = {
  readonly [Kind in Errand['kind']]: ErrandRunner<Kind, keyof ErrandTools, SubnetCommand | WithRows>
}

/** Who runs which kind of errand: each family its own. */
export const errandRunners = Object.assign(
  {},
  ...Object.values(outsides).map((outside) => ('errands' in outside ? outside.errands : {})),
) as ErrandRunners

/**
 * Finds out or does what a subnet's state asks for, if it still asks, and brings the answer back as a command. Throws where there is no
 * answer yet, or the rules do not take it: the errand is tried again later.
 */
export async function runErrand(tools: ErrandTools, stream: string, key: string): Promise<void> {
  const state = await tools.ledger.readSubnet(subnetOf(stream))
  const wanted = errands(state).find((errand) => errand.key === key)
  if (!wanted) return
  const when: Occurrence = { at: await tools.now(), source: { kind: 'errand', name: wanted.kind } }
  const answer = await runOne(tools, state, wanted, when).catch((error: unknown) =>
    tellThread(tools, stream, error),
  )
  if (!answer) throw new Error(`${wanted.kind}: there is no answer yet`)
  await tools.checkpoint?.(`${wanted.kind} run`)
  const { command, keep } = 'command' in answer ? answer : { command: answer, keep: null }
  const { refusal } = await tools.ledger.write(async (writing) => {
    const handled = await writing.handle(stream, command)
    if (handled.events.length > 0) await keep?.(writing.queries)
    return handled
  })
  if (refusal) throw new Error(`${wanted.kind}: the answer is refused: ${refusal.code}`)
  tools.log.info({ stream, errand: wanted.kind }, 'errand run')
}

/** Whether it fails is noted when this is over: the thread is shown a little later. */
async function tellThread({ ledger }: ErrandTools, stream: string, error: unknown): Promise<never> {
  if (error instanceof PersonNeeded)
    await enqueueThread(ledger.queries, ledger.jobs, subnetOf(stream), ['missing'], 1_000)
  throw error
}

function runOne<Kind extends Errand['kind']>(
  tools: ErrandTools,
  state: SubnetState,
  errand: Errand & { readonly kind: Kind },
  when: Occurrence,
): Promise<SubnetCommand | WithRows | null> {
  const run: ErrandRunner<Kind, keyof ErrandTools, SubnetCommand | WithRows> =
    errandRunners[errand.kind as Kind]
  return run(tools, state, errand, when)
}
