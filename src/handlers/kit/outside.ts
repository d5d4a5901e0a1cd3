import type { AccountFamilies } from '../../mechanisms/account/account.ts'
import type { DividendsFamilies } from '../../mechanisms/dividends/dividends.ts'
import type { Named } from '../../mechanisms/kernel/family.ts'
import type {
  BorrowedOf,
  ErrandOf,
  EventOf,
  PurposeOf,
  RefusalOf,
  Registry,
  StepOf,
} from '../../mechanisms/kernel/rules.ts'
import type { LineageFamilies } from '../../mechanisms/lineage/lineage.ts'
import type { RefundFamilies } from '../../mechanisms/refund/refunds.ts'
import type { SalesFamilies } from '../../mechanisms/sales/sales.ts'
import type { Errand as AnyErrand } from '../../mechanisms/subnet/errands.ts'
import type { ProposalFamilies } from '../../mechanisms/subnet/proposal.ts'
import type { RaceFamilies } from '../../mechanisms/subnet/race.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
import type { LifeFamilies } from '../../mechanisms/subnet/subnet.ts'
import type { TeamFamilies } from '../../mechanisms/team/team.ts'
import type { Ports } from '../ports.ts'
import type { ErrandRunner, ErrandTools, WithRows } from './errand.ts'
import type { FieldUnit, NumberFields, NumberUnit } from './fields.ts'
import type { CommandSpec, WebhookEvent, WebhookPart } from './handler.ts'
import type { NoticeOf } from './notice.ts'

/** Families whose events belong to a subnet, which has a thread. */
type SubnetFamilies = LifeFamilies &
  RaceFamilies &
  ProposalFamilies &
  SalesFamilies &
  TeamFamilies &
  DividendsFamilies
/** Every family of every stream, by name. */
type Families = AccountFamilies & LineageFamilies & SubnetFamilies & RefundFamilies
type Name = keyof Families
type Only<N extends Name> = Pick<Families, N>

/** What an intent may be for. */
export type PurposeKind = PurposeOf<Families>['kind']
/** What can happen. */
export type EventType = TypeOf<Families>
/** Why a command may change nothing. */
export type RefusalCode = RefusalOf<Families>
/** What a subnet may wait for. */
export type SubnetStep = StepOf<Families>

/** What people say to a family. */
export interface Hears {
  /** Its slash commands, in the order in which help shows them. */
  readonly commands?: readonly CommandSpec<Ports>[]
  /** What it makes of webhooks, by the name in GitHub's `X-GitHub-Event` header. */
  readonly webhooks?: { readonly [Event in WebhookEvent]?: WebhookPart }
  /** Fields of its events that the API gives with a unit, or leaves as they are. */
  readonly fields?: Readonly<Record<string, FieldUnit>>
}

/**
 * What a family hears, does and says outside the rules. An errand without its runner does not compile, nor does an event, an intent, a
 * refusal or a step without its words. For each event of a subnet the family says whose turn it makes it, or that it is nobody's.
 */
export type Outside<N extends Name> = Hears &
  Asked<'errands', Runners<N>> &
  Asked<'events', Words<TypeOf<Only<N>>>> &
  Asked<'fields', Fields<N>> &
  Asked<'intents', Words<PurposeOf<Only<N>>['kind']>> &
  Asked<'notices', Notices<N>> &
  Asked<'refusals', Words<RefusalOf<Only<N>>>> &
  Asked<'steps', Words<StepOf<Only<N>>>>

type Runners<N extends Name> = {
  readonly [Kind in ErrandOf<Only<N>>['kind'] & AnyErrand['kind']]: ErrandRunner<
    Kind,
    keyof ErrandTools,
    SubnetCommand | WithRows
  >
}

/** What happens to a subnet by this family. */
type EventsOf<N extends Name> = Extract<EventOf<Pick<SubnetFamilies, N & keyof SubnetFamilies>>, Named>

type Notices<N extends Name> = {
  readonly [Event in EventsOf<N> as Event['type']]: NoticeOf<Event> | null
}

/** What the numbers of its events are to readers of the API: one of which nothing is said does not compile. */
type Fields<N extends Name> = {
  readonly [Field in NumberFields<DetailsOf<EventOf<Only<N>>>>]: NumberUnit
}

/** What an event says beside what all say. */
type DetailsOf<Event> = Event extends unknown ? Omit<Event, 'source'> : never

type TypeOf<R extends Registry> = Extract<EventOf<R>, Named>['type']

/** A template for each. */
type Words<Key extends string> = Readonly<Record<Key, string>>

/** Only a family that has some is asked for them. */
type Asked<Key extends string, Map> = keyof Map extends never ? unknown : { readonly [K in Key]: Map }

/** Who must be in the registry: the families of which something is asked. */
type Speaking = { [N in Name]: Hears extends Outside<N> ? never : N }[Name]

/** Codes that a family borrows and that none has. */
type Unsaid = Exclude<BorrowedOf<Families>, RefusalCode>

type Registered = { readonly [N in Speaking]: Outside<N> } & {
  readonly [N in Exclude<Name, Speaking>]?: Outside<N>
} & {
  /** What is of no family: the settings of a market, and the commands about everything. */
  readonly market: Hears
} & ([Unsaid] extends [never] ? unknown : { readonly 'no family has this refusal': Unsaid })

// As one type: so the compiler names the family that is missing.
export type Outsides = { readonly [Key in keyof Registered]: Registered[Key] }
