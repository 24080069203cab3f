import { type Refusal, refuse } from '../../refusal.ts';
import type { ReportData } from '../regime.ts';
import type { HubCountry } from './country.ts';
import { isGln } from './is-gln.ts';

type Data = Pick<ReportData, 'movement' | 'containers'>;

/** Of a movement, both its ends; of a packing, what is in the containers. @param isOfNothing true where nothing is left in them */
export const acceptGoods = (
  country: HubCountry,
  { movement, containers }: Data,
  isOfNothing = false,
): Refusal | undefined =>
  (movement && acceptMovement(country, movement)) ??
  (containers && !isOfNothing ? acceptContainers(country, containers) : undefined);

function acceptMovement({ system }: HubCountry, { from, to, things }: NonNullable<Data['movement']>) {
  for (const [end, { gln, name }] of Object.entries({ from, to }))
    if (!isGln(gln))
      return refuse('malformed', `${name} has no GLN but ${gln}`, {
        at: `/movement/${end}/gln`,
        rule: `${system}: locations are GLNs`,
        remedy: 'give the location or the partner the GLN that is registered at the hub, then resend',
      });
  if (things.length > 0) return undefined;
  return refuse('conflict', 'nothing is in the movement', { at: '/movement/things', rule: 'EPCIS 1.2 §7.4.2' });
}

function acceptContainers({ system, mostSerials }: HubCountry, containers: NonNullable<Data['containers']>) {
  let serials = containers.length;
  for (const [index, { children }] of containers.entries()) {
    if (children.length === 0)
      return refuse('conflict', 'the container is empty', {
        at: `/containers/${index}/children`,
        rule: 'EPCIS 1.2 §7.4.3',
        remedy: 'capture what is in it, or cancel this report',
      });
    serials += children.length;
  }
  if (serials <= mostSerials.is) return undefined;
  return refuse('too-large', `${serials} serials are more than one message takes`, {
    at: '/containers',
    rule: `${system}: ${mostSerials.is} serials in a message`,
    remedy: 'upload these containers at the hub’s portal in parts, then cancel this report',
  });
}
