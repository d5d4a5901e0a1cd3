import { CHAPTERS, type Step } from '../step.ts'
import { displace, endTask, takeSeats, workAtTask } from './team.ts'

const [, , , , , , TEAM] = CHAPTERS

/** A live subnet, which nobody operates but those who compete in it. */
export const liveSteps: readonly Step[] = [
  { name: 'seats', chapter: TEAM, about: 'kernels', play: takeSeats },
  { name: 'task', chapter: TEAM, about: 'kernels', play: workAtTask },
  { name: 'task-end', chapter: TEAM, about: 'kernels', play: endTask },
  { name: 'displace', chapter: TEAM, about: 'kernels', play: displace },
]
