import { CHAPTERS, type Step } from '../step.ts'
import { distribute, spread } from './days.ts'
import { makeDrift, mendDrift } from './drift.ts'
import { addRole, breakLast, changeRho, hold } from './months.ts'
import { displace, endTask, takeSeats, workAtTask } from './team.ts'

const [, , , , , , TEAM, INNOVATION, DRIFT, DISTRIBUTION] = CHAPTERS

/** A live subnet, which nobody operates but those who compete in it. */
export const liveSteps: readonly Step[] = [
  { name: 'seats', chapter: TEAM, about: 'kernels', play: takeSeats },
  { name: 'task', chapter: TEAM, about: 'kernels', play: workAtTask },
  { name: 'task-end', chapter: TEAM, about: 'kernels', play: endTask },
  { name: 'displace', chapter: TEAM, about: 'kernels', play: displace },
  { name: 'improve-roles', chapter: INNOVATION, about: 'kernels', play: addRole },
  { name: 'update-holds', chapter: INNOVATION, about: 'kernels', play: hold },
  { name: 'improve-rho', chapter: INNOVATION, about: 'kernels', play: changeRho },
  { name: 'update-breaks', chapter: INNOVATION, about: 'kernels', play: breakLast },
  { name: 'drift', chapter: DRIFT, about: 'kernels', play: makeDrift },
  { name: 'reconcile', chapter: DRIFT, about: 'kernels', play: mendDrift },
  { name: 'spread', chapter: DISTRIBUTION, about: 'kernels', play: spread },
  { name: 'distribute', chapter: DISTRIBUTION, about: 'kernels', play: distribute },
]
