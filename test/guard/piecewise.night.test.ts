import { test } from 'vitest'
import { cutAnyhow, frozen, told } from './cut-tales.ts'

test.each([...frozen, ...told])(
  '$name: cut in fifty ways, it says what it says when it is rendered whole',
  ({ moments }) => cutAnyhow(moments, 50),
)
