import { giveNetworkBack } from './support/network.ts'

// nock stands in every request from the moment that it is loaded, and files share their modules: each file begins without it.
giveNetworkBack()
