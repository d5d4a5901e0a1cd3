import nock from 'nock'

// Test files share their modules, and nock stands in every request of the process while it is active: bodies that never end too.

/** From now on what is asked of the network is answered by nock, or refused. */
export function takeNetwork(): void {
  if (!nock.isActive()) nock.activate()
  nock.disableNetConnect()
}

/** The network is as it was. */
export function giveNetworkBack(): void {
  nock.cleanAll()
  nock.enableNetConnect()
  nock.restore()
}
