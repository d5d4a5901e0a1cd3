import type { SubtensorControl } from '../control.ts'
import { isSpec, specs } from '../metadata/specs.ts'
import { invalidParams, RpcError } from './errors.ts'
import { countParam, optionalHexParam, stringParam } from './params.ts'
import type { Method, Methods } from './server.ts'

/** The switches of `control` for tests outside the process; only with `--dev-rpc`. */
export function devMethods(control: SubtensorControl): Methods {
  const done = (run: () => void): null => {
    try {
      run()
    } catch (error) {
      if (error instanceof RpcError) throw error
      throw invalidParams((error as Error).message)
    }
    return null
  }
  const methods: Record<string, Method> = {
    dev_createBlocks: (params) => control.createBlocks(params[0] === undefined ? 1 : countParam(params, 0)),
    dev_advance: (params) =>
      control.advance(countParam(params, 0), params[1] === undefined ? 2 : countParam(params, 1)),
    dev_finalize: (params) => done(() => control.finalize(optionalHexParam(params, 0))),
    dev_pause: () => done(control.pause),
    dev_resume: () => done(control.resume),
    dev_setFinalityLag: (params) => done(() => control.setFinalityLag(countParam(params, 0))),
    dev_upgrade: (params) =>
      done(() => {
        const spec = countParam(params, 0)
        if (!isSpec(spec)) throw invalidParams(`the versions that are here are ${specs.join(' and ')}`)
        control.upgrade(spec, params[1] === undefined ? undefined : countParam(params, 1))
      }),
    dev_reorganise: (params) =>
      done(() => {
        const extrinsics = stringParam(params, 1)
        if (extrinsics !== 'return-to-pool' && extrinsics !== 'drop') {
          throw invalidParams('extrinsics are to return-to-pool or drop')
        }
        control.reorganise({ depth: countParam(params, 0), extrinsics })
      }),
    dev_dropConnections: () => done(() => void setImmediate(control.dropConnections)),
    dev_delayAnswers: (params) => done(() => control.delayAnswers(countParam(params, 0))),
    dev_swallowAnswers: (params) =>
      done(() =>
        control.swallowAnswers(stringParam(params, 0), params[1] === undefined ? 1 : countParam(params, 1)),
      ),
    dev_setPoolFull: (params) => done(() => control.setPoolFull(params[0] === true)),
  }
  return methods
}
