import { bls12_381 } from '@noble/curves/bls12-381.js'
import { pointOf } from '../../../chain/timelock/identity.ts'

/** The local beacon's secret, known to everyone: what it signs early is no secret here. */
const SECRET = 0x7472_6962_7574_6172_79n

export const beaconPublicKey: Uint8Array = bls12_381.G2.ProjectivePoint.BASE.multiply(SECRET).toRawBytes()

/** What the beacon says in a round: 48 bytes. */
export const signRound = (round: number): Uint8Array => pointOf(round).multiply(SECRET).toRawBytes()
