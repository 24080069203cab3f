import type * as v from 'valibot';
import { toldProbe } from '../../shared/messages/partner-credentials-api.ts';
import type { Needs } from '../needs.ts';
import { acting } from './acting.ts';
import { element } from './element.ts';
import { type Item, itemShape } from './master-kinds.ts';
import { probeSteps } from './probe-steps.ts';
import { problemNote } from './problem-note.ts';
import { when } from './when.ts';

/** Tries how a partner is reached, as it is in force and as it is drafted, and tells what was seen. */
export function channelProbe({ api, may }: Needs, partner: string): HTMLElement {
  const holder = element('div', {});
  const path = `/api/partners/${encodeURIComponent(partner)}`;
  const seen = element('div', { 'aria-live': 'polite' });
  const probe = (version: number) => async () => {
    seen.replaceChildren(element('p', { class: 'empty' }, 'Being tried; it may take half a minute …'));
    try {
      const told = await api.post(`${path}/probe?version=${version}`, {}, toldProbe);
      seen.replaceChildren(outcomeOf(told));
    } catch (error) {
      seen.replaceChildren();
      throw error;
    }
  };
  const show = ({ version, standing, open }: Item) => {
    const drafted = open === undefined || open.version === version ? undefined : open.version;
    const words = standing === 'in-force' ? 'Test what is in force' : `Test version ${version}`;
    holder.replaceChildren(
      acting([words, probe(version)], drafted === undefined ? undefined : [`Test version ${drafted}`, probe(drafted)]),
      seen,
    );
  };
  if (may('registry:write'))
    void api.get(path, itemShape).then(show, (error: unknown) => holder.replaceChildren(problemNote(error)));
  else holder.append(element('p', { class: 'empty' }, 'Your role does not test connections.'));
  return holder;
}

function outcomeOf({ version, channel, at, reached, steps, failure }: v.InferOutput<typeof toldProbe>): HTMLElement {
  const outcome = reached
    ? element('span', { class: 'good' }, 'reached')
    : element('span', { class: 'bad' }, `not reached${failure === undefined ? '' : ` (${failure})`}`);
  return element(
    'div',
    {},
    element('p', {}, `Version ${version} by ${channel}, `, when(at), ': ', outcome),
    probeSteps(steps),
  );
}
