import { loadKey } from '../../chain/keystore.ts'
import { confirmOnTerminal } from '../confirm.ts'
import { say } from '../output.ts'
import { approve } from './approve.ts'

interface Options {
  readonly explorer: string
  readonly node: string
  readonly yes?: true
}

export async function approveByOptions(key: string, { explorer, node, yes }: Options): Promise<void> {
  await approve({
    key,
    explorer,
    node,
    pair: await loadKey(process.env),
    say,
    confirm: yes ? async () => true : () => confirmOnTerminal('Approve it?'),
  })
}
