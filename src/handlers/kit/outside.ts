import type { Errand, Purpose } from '../../mechanisms/kernel/family.ts'
import type { ErrandOf, PurposeOf } from '../../mechanisms/kernel/rules.ts'
import type { Errand as AnyErrand } from '../../mechanisms/subnet/errands.ts'
import type { ProposalFamilies } from '../../mechanisms/subnet/proposal.ts'
import type { RaceFamilies } from '../../mechanisms/subnet/race.ts'
import type { LifeFamilies } from '../../mechanisms/subnet/subnet.ts'
import type { ErrandRunner, ErrandTools } from './errand.ts'

/** Every family of every stream of a subnet, by name. */
type Families = LifeFamilies & RaceFamilies & ProposalFamilies

type ErrandsOf<Name extends keyof Families> = ErrandOf<Pick<Families, Name>>
type PurposesOf<Name extends keyof Families> = PurposeOf<Pick<Families, Name>>

/** What an intent may be for. */
export type PurposeKind = PurposeOf<Families>['kind']

/** What a family does and says outside the rules. A kind of errand without its runner, or of intent without its words, does not compile. */
export type Outside<Name extends keyof Families> = Asked<'errands', ErrandsOf<Name>, Runners<Name>> &
  Asked<'intents', PurposesOf<Name>, Words<Name>>

type Runners<Name extends keyof Families> = {
  readonly [Kind in ErrandsOf<Name>['kind'] & AnyErrand['kind']]: ErrandRunner<Kind, keyof ErrandTools>
}

/** The template that says in a line what an intent does, by its purpose. */
type Words<Name extends keyof Families> = Readonly<Record<PurposesOf<Name>['kind'], string>>

/** Only a family that has some is asked for them. */
type Asked<Key extends string, Some extends Errand | Purpose, Map> = [Some] extends [never]
  ? unknown
  : { readonly [K in Key]: Map }

/** The families that have errands or intents. */
type Outgoing = {
  [Name in keyof Families]: [ErrandsOf<Name> | PurposesOf<Name>] extends [never] ? never : Name
}[keyof Families]

export type Outsides = { readonly [Name in Outgoing]: Outside<Name> }
