import type { Coldkeys } from './account/ports.ts'
import type { Electorate, Holdings } from './dispute/ports.ts'
import type { Homes } from './home/ports.ts'
import type { Ideas } from './idea/ports.ts'
import type { Markets } from './market/ports.ts'
import type { IncidentElectorate } from './probation/ports.ts'
import type { Proposals } from './proposal/ports.ts'
import type { Offers } from './sales/ports.ts'
import type { ScoringStakes } from './scoring/ports.ts'
import type { TaskFacts } from './task/ports.ts'
import type { Inheritance } from './team/ports.ts'

/** All that the families ask before they answer a delivery. They read only; what they find out travels in the commands that they make. */
export interface Ports
  extends Coldkeys,
    Electorate,
    Holdings,
    Homes,
    Ideas,
    IncidentElectorate,
    Inheritance,
    Markets,
    Proposals,
    Offers,
    ScoringStakes,
    TaskFacts {}
