import type { Rao } from '../../mechanisms/money.ts'
import type { ListedTask } from '../kit/handler.ts'

export interface TaskFacts {
  /** The tasks of a subnet that are not over. */
  tasksOf(stream: string): Promise<readonly ListedTask[]>
  /** Whether an issue in its home is a task, or was one. */
  wasTask(stream: string, issue: number): Promise<boolean>
  /** What the treasury of a subnet can give now. */
  freeIn(stream: string): Promise<Rao>
}
