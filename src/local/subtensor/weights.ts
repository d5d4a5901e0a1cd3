import type { Spec } from './metadata/specs.ts'
import type { Weight } from './runtime/pallet.ts'

/** ref time in picoseconds */
export function weight(refTime: bigint, proofSize = 0n): Weight {
  return { ref_time: refTime, proof_size: proofSize }
}

export function addWeights(...weights: readonly Weight[]): Weight {
  return weights.reduce(
    (sum, { ref_time, proof_size }) => weight(sum.ref_time + ref_time, sum.proof_size + proof_size),
    weight(0n),
  )
}

const mostProxies = 20n

/** The weight of every call, extensions included. One place, so that the fees can be read off it. */
export const weights = {
  System: {
    remark: (bytes: number) => weight(2_111_000n + 387n * BigInt(bytes)),
    remarkWithEvent: (bytes: number) => weight(10_642_552n + 1_434n * BigInt(bytes)),
  },
  Timestamp: {
    set: weight(10_166_000n + reads(2n) + writes(1n), 1_493n),
  },
  Balances: {
    transferAllowDeath: weight(47_280_000n + reads(1n) + writes(1n), 3_593n),
    transferKeepAlive: weight(37_076_000n + reads(1n) + writes(1n), 3_593n),
    transferAll: weight(46_302_000n + reads(1n) + writes(1n), 3_593n),
    burn: weight(20_711_000n),
  },
  /** What the batch itself costs, beside its calls. */
  Utility: {
    batch: (calls: number) => weight(2_694_370n + 5_005_941n * BigInt(calls) + reads(2n), 3_997n),
    batchAll: (calls: number) => weight(15_102_113n + 5_162_821n * BigInt(calls) + reads(2n), 3_997n),
    forceBatch: (calls: number) => weight(4_879_712n + 4_955_816n * BigInt(calls) + reads(2n), 3_997n),
    asDerivative: weight(9_639_000n + reads(2n) + reads(1n) + writes(1n), 3_997n),
  },
  /** Those that run a call take the number of other signatories and the bytes of the call. */
  Multisig: {
    asMultiThreshold1: (bytes: number) => weight(21_362_808n + 432n * BigInt(bytes) + reads(2n), 3_997n),
    /** The inner call's account, charged before it runs and given back after. */
    innerAccount: weight(reads(1n) + writes(1n)),
    asMultiCreate: (others: number, bytes: number) =>
      weight(
        32_052_125n + 111_179n * BigInt(others) + 1_447n * BigInt(bytes) + reads(1n) + writes(1n),
        6_811n,
      ),
    asMultiApprove: (others: number, bytes: number) =>
      weight(
        17_940_334n + 106_203n * BigInt(others) + 1_441n * BigInt(bytes) + reads(1n) + writes(1n),
        6_811n,
      ),
    /** Also the price of asMulti before it runs, being the dearest of the three. */
    asMultiComplete,
    approveAsMulti: (others: number) =>
      weight(30_237_756n + 107_619n * BigInt(others) + reads(1n) + writes(1n), 6_811n),
    cancelAsMulti: (others: number) =>
      weight(31_473_005n + 107_460n * BigInt(others) + reads(1n) + writes(1n), 6_811n),
  },
  /** As of spec 424, whose runtime prices every call for MaxProxies delegates. */
  Proxy: {
    /** With the inner call's account, beside its call. */
    proxy: weight(28_026_265n + mostProxies * 53_205n + reads(4n) + writes(2n), 4_254n + mostProxies * 37n),
    addProxy: weight(25_770_804n + mostProxies * 80_892n + reads(1n) + writes(1n), 4_254n),
    removeProxy: weight(27_827_049n + mostProxies * 64_054n + reads(1n) + writes(2n), 4_254n),
    removeProxies: weight(27_407_028n + mostProxies * 55_808n + reads(1n) + writes(1n), 4_254n),
    createPure: weight(27_853_436n + mostProxies * 20_160n + reads(1n) + writes(1n), 4_254n),
    killPure: weight(26_529_087n + mostProxies * 48_014n + reads(1n) + writes(1n), 4_254n),
  },
  Crowdloan: {
    create: weight(42_930_000n + reads(3n) + writes(5n), 6_148n),
    contribute: weight(44_192_000n + reads(4n) + writes(4n), 6_148n),
    withdraw: weight(40_907_000n + reads(4n) + writes(4n), 6_148n),
    finalize: weight(41_858_000n + reads(4n) + writes(4n), 6_148n),
    /** By the number of contributors paid back. */
    refund: (paid: number) =>
      weight(
        2_729_302n + reads(2n) + BigInt(paid) * (31_033_274n + reads(2n) + writes(2n)),
        3_743n + 2_579n * BigInt(paid),
      ),
    dissolve: weight(44_402_000n + reads(4n) + writes(3n), 6_148n),
    updateMinContribution: weight(13_259_000n + reads(2n) + writes(1n), 3_747n),
    updateEnd: weight(12_048_000n + reads(1n) + writes(1n), 3_747n),
    updateCap: weight(11_357_000n + reads(1n) + writes(1n), 3_747n),
    setMaxContribution: weight(16_024_000n + reads(2n) + writes(1n), 3_747n),
  },
  SubtensorModule: {
    addStake: weight(664_064_000n + reads(32n) + writes(16n), 8_727n),
    removeStake: weight(569_198_000n + reads(28n) + writes(13n), 10_557n),
    tryAssociateHotkey: weight(25_337_000n + reads(3n) + writes(3n), 4_283n),
    registerNetwork: weight(275_041_000n + reads(39n) + writes(47n), 9_883n),
    startCall: weight(39_454_000n + reads(5n) + writes(2n), 4_583n),
    burnedRegister: weight(336_815_000n + reads(34n) + writes(29n), 6_148n),
    registerLimit: weight(354_200_000n + reads(47n) + writes(40n)),
    setWeights: weight(15_513_610_000n + reads(4_112n) + writes(2n), 10_327_410n),
    setMechanismWeights: weight(15_540_000_000n + reads(4_111n) + writes(2n)),
    commitTimelockedMechanismWeights: weight(84_020_000n + reads(9n) + writes(2n)),
    announceColdkeySwap: weight(55_700_000n + reads(4n) + writes(3n)),
    swapColdkeyAnnounced: weight(183_000_000n + reads(17n) + writes(10n)),
    disputeColdkeySwap: weight(20_750_000n + reads(2n) + writes(1n)),
    clearColdkeySwapAnnouncement: weight(20_750_000n + reads(2n) + writes(1n)),
    swapHotkey: weight(275_300_000n + reads(52n) + writes(35n)),
    setTempo: weight(46_407_000n + reads(6n) + writes(3n), 4_440n),
    setActivityCutoffFactor: weight(46_000_000n + reads(6n) + writes(2n), 4_440n),
    setSubnetIdentity: weight(17_513_000n + reads(1n) + writes(1n), 4_060n),
  },
  AdminUtils: {
    /** One for all of them: they differ by a few per cent. */
    setHyperparameter: weight(34_544_000n + reads(5n) + writes(1n), 4_383n),
    setMechanisms: weight(15_000_000n + reads(1n) + writes(1n)),
  },
}

const transferStakeAt424 = weight(258_541_000n + reads(19n) + writes(6n), 7_994n)

/** From about 466 a transfer of stake declares much more than it takes, and what is too much is given back after it ran. */
export const transferStakeWeights: Readonly<
  Record<Spec, { readonly declared: Weight; readonly used: Weight }>
> = {
  424: { declared: transferStakeAt424, used: transferStakeAt424 },
  475: {
    declared: addWeights(transferStakeAt424, weight(89_600_000_000n)),
    used: weight(2_690_000_000n, 7_994n),
  },
}

function asMultiComplete(others: number, bytes: number): Weight {
  return weight(
    42_418_863n + 164_555n * BigInt(others) + 1_573n * BigInt(bytes) + reads(4n) + writes(2n),
    6_811n,
  )
}

/** System.DbWeight */
function reads(count: bigint): bigint {
  return count * 25_000_000n
}

function writes(count: bigint): bigint {
  return count * 100_000_000n
}
