import { seePartner } from '#common/may-partner.ts';
import { partnerHealths } from '#common/store/partner-healths.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { partnerStandings } from '#common/store/partner-standings.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import type { World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';

/** What carriers have at their door (`carryFor`), as their handlers wire it. */
export function doorNeeds({ db, deliveries: table }: World['table']) {
  return {
    healths: partnerHealths(db, table),
    line: partnerLine(db, table),
    waiting: waitingDeliveries(db, table),
    see: seePartner(partnerStandings(db, tables.registry)),
  };
}
