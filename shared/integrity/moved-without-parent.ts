import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { mentionsOf } from '../trace/mentions.ts';
import { containersAt } from './containers-at.ts';
import type { Finding } from './finding.ts';
import { deedOf } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import { packingSteps } from './packing-steps.ts';
import { siteOf } from './site-of.ts';
import type { Step, UnitHistory } from './unit-history.ts';

/** Steps (CBV 2.0 §7.1) by which goods change place, hands or being. A container takes them for all that is in it. */
const moves = new Set([
  'accepting',
  'arriving',
  'consigning',
  'departing',
  'dispensing',
  'loading',
  'receiving',
  'retail_selling',
  'shipping',
  'stocking',
  'transporting',
  'unloading',
]);

/**
 * A unit goes where its container goes (EPCIS 2.0 §7.4.3). An own event of a packed unit contradicts that when it is a move that names none of
 * its containers, or when it was seen at a site where none of them, by their own events, was. Only the first is told.
 */
export function movedWithoutParent(history: UnitHistory): Finding[] {
  for (const { step, parent, since } of ownWhilePacked(history.steps)) {
    const containers = containersAt(parent, step.at, history.others);
    if (mentionsOf(step.stored.event).some(({ epc }) => containers.includes(epc))) continue;
    if (!moves.has(step.stored.event.bizStep ?? '') && !isElsewhere(history, step, containers, since)) continue;
    const detail = `${deedOf(step)} at ${step.stored.event.eventTime} without ${parent}, which it is packed in`;
    return [unitFinding('moved-without-parent', history, [step, since], detail, containers)];
  }
  return [];
}

/** Own events of a unit while it is in a container, with the container and the step that put it there. */
export function ownWhilePacked(steps: readonly Step[]) {
  if (!steps.some(isOwn)) return [];
  return packingSteps(steps).flatMap(({ step, parent, since }) =>
    parent !== undefined && since !== undefined && isOwn(step) ? [{ step, parent, since }] : [],
  );
}

const isOwn = ({ stored: { event }, roles }: Step) =>
  event.type === 'ObjectEvent' && event.action === 'OBSERVE' && roles.includes('epc');

/** Sites, not rooms: within one site things are seen in more places than anybody reports. */
function isElsewhere({ others }: UnitHistory, step: Step, containers: readonly string[], since: Step): boolean {
  const here = sitesOf(step);
  if (here.length === 0) return false;
  const placed = [since, ...containers.flatMap((container) => others.get(container) ?? [])]
    .filter((one) => sitesOf(one).length > 0)
    .sort((a, b) => a.at - b.at);
  const before = placed.findLast(({ at }) => at <= step.at);
  // On its way a container has no site: it may be anywhere between the last and the next.
  const after = placed.find(({ at }) => at > step.at);
  const sites = [before, after].flatMap((one) => (one === undefined ? [] : sitesOf(one)));
  return sites.length > 0 && !here.some((site) => sites.includes(site));
}

function sitesOf({ stored: { event } }: Step): string[] {
  const places = [event.bizLocation, event.readPoint].flatMap((place) => (place === undefined ? [] : [place.id]));
  return places.map((id) => siteOf(canonicalEpc(id)));
}
