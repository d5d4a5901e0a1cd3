import type { World } from '../world/world.ts'
import { OWN_ARTICLE } from './ideas.ts'

/** What an idea of one's own raises, TAO: it must pay the registration of a third subnet. */
export const OWN_TARGET = 100

/** Below `hyperparameters`, the last key of a new architecture.yaml: the validators of this world set weights in the open. */
export const OPEN_WEIGHTS = 'commit_reveal_weights_enabled: false'

/** The whole way to a live subnet of one's own. The commands are for a shell in the clone; `test/own-subnet` walks it. */
export function ownSubnet({ github, subtensor, app }: World): string {
  const { owner, repo } = github.market
  const issues = `${github.url}/${owner}/${repo}/issues`
  return `
Your own subnet, in the browser

  1. Open ${issues}/new, act as Nell, choose the form, and give it the article
     ${OWN_ARTICLE} and a target of ${OWN_TARGET} TAO.
  2. On the idea's page press, each when the page asks for it: Link my wallet, Pay the bill, Contribute.
  3. The page then links the subnet's repository. Open its Files and edit each file that says TODO. Below the hyperparameters in
     architecture.yaml add "  ${OPEN_WEIGHTS}": the validators here set weights in the open. Open a pull request.
  4. When its check has passed, act as Vera and comment /score 80 below it, then as Viktor /score 70. Let time pass.
  5. Act as Nell and comment /guarantee. Pay the bill. Let time pass, twice: it is registered, and started.
  6. Let miners and validators come. Let time pass: the subnet is live.

Your own subnet, in a shell: what you need first

${indent(preparation({ github: github.url, explorer: app.url, node: subtensor.url, market: `${owner}/${repo}`, tokens: github.tokens }))}

  and then

${shellSteps(github.users.nell ?? 0)
  .map(({ what, run }) => `  # ${what}\n${indent(run)}`)
  .join('\n\n')}
`
}

interface Places {
  readonly github: string
  readonly explorer: string
  readonly node: string
  readonly market: string
  readonly tokens: Readonly<Record<string, string>>
}

/** Shell: addresses, tokens, and a word for each thing that is done more than once. */
export const preparation = ({
  github,
  explorer,
  node,
  market,
  tokens,
}: Places): string => `GITHUB=${github} MARKET=${market}
NELL=${tokens.nell} VERA=${tokens.vera} VIKTOR=${tokens.viktor}
export TRIBUTARY_KEY=//nell TRIBUTARY_EXPLORER=${explorer} SUBTENSOR_ENDPOINTS=${node}
tributary() { npm run -s tributary -- "$@"; }
again() { for try in $(seq 60); do "$@" && return; sleep 2; done; false; }         # until Tributary is ready for it
field() { node -e "const found = '$1'.split('.').reduce((json, key) => json?.[key], JSON.parse(fs.readFileSync(0, 'utf8'))); if (found == null) process.exit(1); console.log(found)"; }
api() { curl -sS -H "authorization: token $1" "$GITHUB/repos/$2" -d "$3"; }       # token, path, JSON
comment() { api "$1" "$2/comments" "{\\"body\\":\\"$3\\"}" | field html_url; }        # token, issue, text
idea() { curl -sS "$TRIBUTARY_EXPLORER/api/ideas/$IDEA" | field "$1"; }
passed() { curl -sS "$GITHUB/repos/$REPO/commits/$HEAD/check-runs" | field check_runs.0.conclusion | grep success; }
world() { curl -sS -X POST "$GITHUB/$1"; }                                        # lets time pass, or people come`

export interface ShellStep {
  readonly what: string
  readonly run: string
}

/** Shell. `user` is Nell's id on GitHub. */
export const shellSteps = (user: number): readonly ShellStep[] => [
  {
    what: 'Nell opens an idea, and links her wallet below it.',
    run: `IDEA=$(api $NELL $MARKET/issues "$(tributary idea --title 'Tides that nobody measures' --link ${OWN_ARTICLE} --target ${OWN_TARGET})" | field number)
comment $NELL $MARKET/issues/$IDEA "$(tributary link ${user})"`,
  },
  {
    what: 'She pays the bill, fee and collateral. Then funding opens, and she funds it herself.',
    run: `again tributary pay $IDEA --yes
again tributary contribute $IDEA --amount-tao ${OWN_TARGET} --yes`,
  },
  {
    what: 'The subnet has a repository. She forks it, writes what its files say TODO about, and proposes.',
    run: `REPO=$(again idea home) WORK=$(mktemp -d)
FORK=$(api $NELL $REPO/forks {} | field full_name)
git clone -q "\${GITHUB/:\\/\\//://nell:$NELL@}/$FORK.git" $WORK
perl -pi -e 's/TODO: //' $WORK/architecture.yaml $WORK/mechanisms/*.yaml $WORK/roles/*.yaml
echo '  ${OPEN_WEIGHTS}' >> $WORK/architecture.yaml
git -C $WORK -c user.name=Nell -c user.email=nell@users.noreply.github.com commit -qam 'Measure tides'
git -C $WORK push -q origin main
PULL=$(api $NELL $REPO/pulls '{"title":"Measure tides","head":"nell:main","base":"main"}' | field number)
HEAD=$(git -C $WORK rev-parse HEAD)`,
  },
  {
    what: 'Its check passes, two validators score it, and the round ends.',
    run: `again passed
comment $VERA $REPO/issues/$PULL "/score 80"
comment $VIKTOR $REPO/issues/$PULL "/score 70"
world $REPO/pull/$PULL/go-on`,
  },
  {
    what: 'Nell guarantees her proposal, and pays the collateral.',
    run: `comment $NELL $REPO/issues/$PULL /guarantee
again tributary pay $IDEA --yes`,
  },
  {
    what: 'Tributary merges, releases, registers and configures. Then the subnet starts.',
    run: `world $REPO/pull/$PULL/go-on
world $REPO/pull/$PULL/go-on`,
  },
  {
    what: 'Miners and validators come, and the probation runs.',
    run: `world $REPO/pull/$PULL/populate
world $REPO/pull/$PULL/go-on
idea phase`,
  },
]

const indent = (text: string): string => text.replace(/^/gm, '  ')
