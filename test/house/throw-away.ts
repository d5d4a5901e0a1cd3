/** A family that nobody needs: one each of command, event, intent, errand, refusal, step and slash command. The files of its own folders, by their paths. */
export const FILES: Readonly<Record<string, string>> = {
  'src/mechanisms/lamp/slice.ts': `
import type { Occurrence } from '../kernel/occurrence.ts'

export interface LampSlice {
  readonly isOn: boolean
}

export interface Press extends Occurrence {
  readonly type: 'Press'
}

export interface Pressed extends Occurrence {
  readonly type: 'Pressed'
}

export interface LampPurpose {
  readonly kind: 'oil'
  readonly about: readonly []
}

export interface LampErrand {
  readonly kind: 'wick'
  readonly key: string
}

export interface LampShape {
  readonly name: 'lamp'
  readonly own: LampSlice
  readonly command: Press
  readonly event: Pressed
  readonly purpose: LampPurpose
  readonly errand: LampErrand
  readonly refusal: 'is-lit'
  readonly step: 'light-lamp'
}
`,
  'src/mechanisms/lamp/lamp.ts': `
import { accept, refuse } from '../kernel/decision.ts'
import { type Family, nothing } from '../kernel/family.ts'
import { rao } from '../money.ts'
import type { LampShape } from './slice.ts'

export const lamp: Family<LampShape> = {
  name: 'lamp',
  initial: { isOn: false },
  inHome: { Pressed: true },
  decide: { Press: ({ lamp: { isOn } }, press) => (isOn ? refuse('is-lit') : accept({ ...press, type: 'Pressed' })) },
  evolve: { Pressed: () => ({ isOn: true }) },
  wishes: {
    oil: ({ lamp: { isOn } }) =>
      isOn
        ? [
            {
              purpose: { kind: 'oil', about: [] },
              pot: { kind: 'float' },
              call: { kind: 'transfer', to: { user: 1 }, amount: rao(1n) },
            },
          ]
        : [],
  },
  settled: { oil: nothing },
  next: ({ lamp: { isOn } }) => (isOn ? null : 'light-lamp'),
  errands: { wick: ({ stream, lamp: { isOn } }) => (isOn ? [{ kind: 'wick', key: \`wick:\${stream}\` }] : []) },
}
`,
  'src/handlers/lamp/outside.ts': `
import type { ErrandRunner } from '../kit/errand.ts'
import type { CommandSpec } from '../kit/handler.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, refusalsOf, stepsOf } from '../kit/words.ts'

const trim: ErrandRunner<'wick', 'chain'> = async (_tools, _state, _errand, when) => ({ type: 'Press', ...when })

const press: CommandSpec = {
  name: 'press',
  usage: '/press',
  summary: 'Lights the lamp.',
  who: 'anyone',
  run: async ({ subject: { stream }, at, issue }) => {
    const source = { kind: 'issue', issue } as const
    return { kind: 'command', stream, command: { type: 'Press', at, source } }
  },
}

export const lampOutside: Outside<'lamp'> = {
  commands: [press],
  errands: { wick: trim },
  events: eventsOf('lamp', 'Pressed'),
  intents: intentsOf('lamp', 'oil'),
  notices: quiet('Pressed'),
  refusals: refusalsOf('lamp', 'is-lit'),
  steps: stepsOf('lamp', 'light-lamp'),
}
`,
  'templates/lamp/event/Pressed.eta': 'The lamp was lit.\n',
  'templates/lamp/intent/oil.md': 'Oil for the lamp\n',
  'templates/lamp/intent/oil.eta': 'Oil\n',
  'templates/lamp/reply/is-lit.md': 'The lamp is lit.\n',
  'templates/lamp/summary/light-lamp.md': 'Light the lamp.\n',
}

/** One line of a registry, and the import that it needs. */
export interface Line {
  readonly path: string
  /** The line above which it is put. */
  readonly above: string
  readonly line: string
  readonly from: string
}

/** What a new family adds to files that were there before. */
export const LINES = {
  rules: {
    path: 'src/mechanisms/subnet/subnet.ts',
    above: '  errands,',
    line: '  lamp,',
    from: "import { lamp } from '../lamp/lamp.ts'",
  },
  outside: {
    path: 'src/handlers/outsides.ts',
    above: '  launch: launchOutside,',
    line: '  lamp: lampOutside,',
    from: "import { lampOutside } from './lamp/outside.ts'",
  },
} as const satisfies Record<string, Line>
