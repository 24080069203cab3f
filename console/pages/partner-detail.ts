import type { Needs } from '../needs.ts';
import { channelProbe } from '../parts/channel-probe.ts';
import { MAPPING_NAMES } from '../parts/channel-settings.ts';
import { element } from '../parts/element.ts';
import { action } from '../parts/form.ts';
import { readMappings } from '../parts/mappings.ts';
import { itemShape, partnerPlace } from '../parts/master-kinds.ts';
import { partnerCredentials } from '../parts/partner-credentials.ts';
import { partnerDeliveries } from '../parts/partner-deliveries.ts';
import { partnerHealth } from '../parts/partner-health.ts';
import { partnership } from '../parts/partnership.ts';
import { problemNote } from '../parts/problem-note.ts';
import { unlessNone } from '../parts/unless-none.ts';
import { routeTo } from '../route.ts';
import { masterPart } from './master-detail.ts';

/** One partner: its onboarding, its master data with the channel, what proves who we are, and what is exchanged. */
export function partnerDetail(needs: Needs, partner: string, changed: () => void, close: () => void): HTMLElement {
  const title = `Partner ${partner}`;
  return element(
    'section',
    { 'aria-label': title },
    element('h3', {}, title),
    part('How the partnership stands', partnership(needs, partner, changed)),
    dealings(needs, partner, changed),
    action('Close', close),
  );
}

/** What there is of a partner of the master data; one that was only just invited is none yet. */
function dealings(needs: Needs, partner: string, changed: () => void): HTMLElement {
  const holder = element('div');
  const parts = () => [
    part('Master data and channel', masterPart(needs, partnerPlace, partner, changed)),
    part('Credentials', partnerCredentials(needs, partner)),
    part('Test of the connection', channelProbe(needs, partner)),
    ...(needs.may('deliveries:read')
      ? [
          part('How it answers', partnerHealth(needs, partner)),
          part('What was sent to it', partnerDeliveries(needs, partner)),
        ]
      : []),
    element('p', {}, element('a', { href: routeTo('documents-in', '', { partner }) }, 'What it sent')),
    mappingNames(needs),
  ];
  const note = 'It is not in the master data yet: its version is written when it has approved what was tested.';
  void unlessNone(needs.api.get(`/api/partners/${encodeURIComponent(partner)}`, itemShape)).then(
    (found) => holder.replaceChildren(...(found === undefined ? [element('p', { class: 'empty' }, note)] : parts())),
    (error: unknown) => holder.replaceChildren(problemNote(error)),
  );
  return holder;
}

function part(title: string, content: HTMLElement): HTMLElement {
  const heading = element('h4', {}, title);
  return element('section', { 'aria-label': title }, heading, content);
}

/** To choose from; a name can be written all the same. */
function mappingNames({ api }: Needs): HTMLElement {
  const names = element('datalist', { id: MAPPING_NAMES });
  void readMappings(api, '/api/mappings?perPage=200').then(
    ({ rows }) => names.append(...rows.map(({ name }) => element('option', { value: name }))),
    () => undefined,
  );
  return names;
}
