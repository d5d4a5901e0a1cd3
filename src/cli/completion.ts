import { Argument, Command } from 'commander'
import { print } from './output.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

/** `tributary completion`: what a shell needs to complete the words of a command line. `program` makes the commands. */
export function completionCommand(program: () => Command): Command {
  return new Command('completion')
    .description('Prints what a shell needs to complete commands and options.')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
bash: tributary completion bash > ~/.local/share/bash-completion/completions/tributary
zsh:  tributary completion zsh > "\${fpath[1]}/_tributary"
fish: tributary completion fish > ~/.config/fish/completions/tributary.fish`,
    )
    .action(async (shell: (typeof SHELLS)[number]) => {
      const { scripts } = await import('./completion/scripts.ts')
      print(scripts[shell](program()))
    })
}
