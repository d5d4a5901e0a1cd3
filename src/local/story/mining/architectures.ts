/** What the rivals of the story propose: files by path. */
export type Files = Readonly<Record<string, string>>

interface Sketch {
  readonly name: string
  readonly description: string
  /** Of emission, in percent: the rest is the team's. */
  readonly commodity: number
  readonly measured: string
  readonly scored: string
  readonly weights: readonly (readonly [of: string, share: number])[]
  /** Beside developers, one seat each. */
  readonly roles?: readonly string[]
  /** Left to the chain where it is not named. */
  readonly rho?: number
}

const KERNELS: Readonly<Record<'nora' | 'mia' | 'milo' | 'better', Sketch>> = {
  nora: {
    name: 'Kernels',
    description: 'Tuned GPU kernels with a proof that they compute the same.',
    commodity: 80,
    measured:
      'A kernel is run on the device that it was tuned for, on inputs drawn after it was submitted, against the untuned one.',
    scored:
      'Wrong results score nothing. Right ones score their speed over the best kernel known, on a scale that is logarithmic.',
    weights: [
      ['speed over the best known', 70],
      ['devices covered', 30],
    ],
  },
  mia: {
    name: 'Kernels',
    description: 'A market for tuned kernels, device by device.',
    commodity: 75,
    measured:
      'Validators keep one device of each kind, and time each answer there, ten times, the median of which counts.',
    scored:
      'Each kernel competes with those for the same device alone; who is first by a tenth keeps the place until beaten.',
    weights: [
      ['rank on its device', 60],
      ['energy a run takes', 40],
    ],
  },
  milo: {
    name: 'Kernels',
    description: 'Kernels, tuned by whoever likes to.',
    commodity: 90,
    measured: 'Miners report how fast their kernels are.',
    scored: 'The faster a report is, the more it scores.',
    weights: [['what was reported', 100]],
  },
  better: {
    name: 'Kernels',
    description: 'A market for tuned kernels, device by device, with proofs.',
    commodity: 80,
    measured:
      'Validators keep one device of each kind, and time each answer there, ten times, the median of which counts. Outputs are compared on inputs that nobody has seen.',
    scored:
      'Wrong results score nothing. Each right kernel competes with those for the same device alone; who is first by a tenth keeps the place until beaten.',
    weights: [
      ['rank on its device', 50],
      ['energy a run takes', 25],
      ['inputs that nobody has seen', 25],
    ],
  },
}

const MAPS: Sketch = {
  name: 'Maps',
  description: 'Roads that were built since the last map was drawn.',
  commodity: 70,
  measured: 'A road is held against the newest picture from above that is free to use.',
  scored:
    'Roads that are there and were on no map score by their length; roads that are not there cost double.',
  weights: [['length of new roads', 100]],
}

export const kernelsBy = (who: keyof typeof KERNELS): Files => filesOf(KERNELS[who])

/** The first update of kernels: what is in force, and a new role. */
export const withKeeper = (): Files => ({
  ...filesOf({ ...KERNELS.better, roles: ['keeper'] }),
  'roles/keeper.yaml': KEEPER,
})

/** The second: another parameter of the chain. */
export const withRho = (): Files => filesOf({ ...KERNELS.better, roles: ['keeper'], rho: 12 })

const KEEPER = `version: 1
title: Keeper of benchmarks
purpose: |
  Keeps the devices on which kernels are timed, and publishes each measurement.
duties:
  - Have one device of each kind that is paid for
  - Publish what was measured, and with which driver
`
export const maps = (): Files => filesOf(MAPS)

const filesOf = (sketch: Sketch): Files => ({
  'architecture.yaml': architecture(sketch),
  'mechanisms/commodity.yaml': mechanism(sketch),
})

/** The scaffold's mechanism for people, and its roles, stay as they are. */
const architecture = ({
  name,
  description,
  commodity,
  roles = [],
  rho,
}: Sketch): string => `# yaml-language-server: $schema=../schemas/architecture.schema.json
version: 1
name: ${name}
identity:
  description: ${description}
mechanisms:
  - id: commodity
    kind: commodity
    share: ${commodity} %
  - id: team
    kind: team
    share: ${100 - commodity} %
roles:
  - id: developer
    seats: 3
${roles
  .map(
    (id) => `  - id: ${id}
    seats: 1
`,
  )
  .join('')}hyperparameters:
  max_allowed_uids: 64
  commit_reveal_weights_enabled: false
${rho === undefined ? '' : `  rho: ${rho}\n`}`

const mechanism = ({ measured, scored, weights }: Sketch): string => `version: 1
title: What the subnet exists to produce
measured: ${measured}
scored: ${scored}
validators:
  - Run every answer before it is scored.
miners:
  - Answer with a result and the means to check it.
weights:
${weights.map(([of, share]) => `  - of: ${of}\n    share: ${share} %`).join('\n')}
`
