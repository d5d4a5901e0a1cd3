import type { Command } from 'commander'

/** What can follow a command: its name is the path without the program's, such as `ledger verify`. */
interface Level {
  readonly path: string
  readonly words: readonly { readonly word: string; readonly about: string }[]
}

function levelsOf(command: Command, path = ''): Level[] {
  const commands = command.commands.map((each) => ({ word: each.name(), about: each.description() }))
  const options = command.options.map(({ long, description }) => ({ word: long ?? '', about: description }))
  const help = { word: '--help', about: 'display help for command' }
  return [
    { path, words: [...commands, ...options, help] },
    ...command.commands.flatMap((each) => levelsOf(each, `${path} ${each.name()}`.trim())),
  ]
}

const wordsOf = ({ words }: Level): string => words.map(({ word }) => word).join(' ')

/** Which commands were typed already: words that are none are arguments, and are passed over. */
const followed = (levels: readonly Level[]): string =>
  levels
    .filter(({ path }) => path !== '')
    .map(({ path }) => `"${path}"`)
    .join('|')

/** Where nothing fits, bash completes names of files. */
function bash(program: Command): string {
  const levels = levelsOf(program)
  return `_tributary() {
  local path="" word next words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in ${followed(levels)}) path="$next" ;; esac
  done
  case "$path" in
${levels.map((level) => `    "${level.path}") words="${wordsOf(level)}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _tributary tributary
`
}

function zsh(program: Command): string {
  const levels = levelsOf(program)
  const described = ({ path, words }: Level) =>
    `    "${path}") words=(${words.map(({ word, about }) => `'${word}:${plain(about)}'`).join(' ')}) ;;`
  return `#compdef tributary
_tributary() {
  local path_="" word next
  local -a words_
  for word in "\${(@)words[2,CURRENT-1]}"; do
    next="\${path_:+$path_ }$word"
    case "$next" in ${followed(levels)}) path_="$next" ;; esac
  done
  case "$path_" in
${levels.map(described).join('\n').replaceAll('words=(', 'words_=(')}
  esac
  _describe 'tributary' words_ || _files
}
compdef _tributary tributary
`
}

/** A colon would end the word that is described, and a quote the text. */
const plain = (text: string): string => text.replaceAll(/[':]/g, '’')

function fish(program: Command): string {
  const lines = levelsOf(program).flatMap(({ path, words }) =>
    words.map(({ word, about }) => {
      const here =
        path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${path.split(' ').at(-1)}`
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`
      return `complete -c tributary -n '${here}' ${what} -d '${plain(about)}'`
    }),
  )
  return `${lines.join('\n')}\n`
}

export const scripts = { bash, zsh, fish }
