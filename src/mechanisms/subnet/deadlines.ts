import { subnet } from './subnet.ts'

export { linkDue } from '../idea/due.ts'
export const deadlines = subnet.due
