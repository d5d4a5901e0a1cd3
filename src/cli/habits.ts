// What people of btcli's habits type, in this command line's words. Only what means the same is taken for the same.

/** Groups of btcli and their commands here. A crowdloan has another number than the idea that it is for: `--id` is refused below. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  crowd: { contribute: 'contribute', withdraw: 'withdraw', list: 'ideas', info: 'status' },
  crowdloan: { contribute: 'contribute', withdraw: 'withdraw', list: 'ideas', info: 'status' },
  subnet: { list: 'subnets', show: 'status' },
  subnets: { list: 'subnets', show: 'status' },
  s: { list: 'subnets', show: 'status' },
}

const OPTIONS: Readonly<Record<string, string>> = {
  '--wallet-name': '--wallet',
  '--wallet.name': '--wallet',
  '--wallet.path': '--wallet-path',
  '--subtensor.network': '--node',
  '--subtensor.chain_endpoint': '--node',
  '--chain': '--node',
  '--network': '--node',
  '--no-prompt': '--yes',
  '--no_prompt': '--yes',
  '--json-output': '--json',
  '--json-out': '--json',
}

/** Those that are another thing in one command, or nothing in all others. */
const BY_COMMAND: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  evidence: { '--network': '--network' },
  contribute: { '--amount': '--amount-tao' },
  buy: { '--amount': '--amount-alpha' },
}

/** The words of a command line, with btcli's replaced by those of this one. */
export function withHabits(words: readonly string[]): string[] {
  const [group = '', name = '', ...rest] = words
  const here = Object.hasOwn(COMMANDS, group) ? COMMANDS[group] : undefined
  const command = here && Object.hasOwn(here, name) ? here[name] : undefined
  const [first = '', ...others] = command === undefined ? words : [command, ...rest]
  return words.length === 0 ? [] : [first, ...others.map((word) => optionOf(word, first))]
}

function optionOf(word: string, command: string): string {
  const [, option = '', value = ''] = /^(--[\w.-]+)(=.*)?$/s.exec(word) ?? []
  const own = Object.hasOwn(BY_COMMAND, command) ? BY_COMMAND[command] : undefined
  for (const names of [own, OPTIONS])
    if (names && Object.hasOwn(names, option)) return `${names[option]}${value}`
  return word
}
