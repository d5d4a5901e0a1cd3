import { payDay } from './distribution.ts'
import './watched.ts'

// A process of its own that pays a day, and is killed the n-th time it comes to a checkpoint: `<node> <checkpoint> <n> <url or directory>`.

const [node = '', wanted, count, place = ''] = process.argv.slice(2)
let left = Number(count)

await payDay(place.startsWith('postgres') ? { url: place } : { directory: place }, node, (name) => {
  if (name === wanted) left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
})
