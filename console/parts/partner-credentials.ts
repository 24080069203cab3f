import type * as v from 'valibot';
import {
  credentialKinds,
  type ToldCredential,
  toldCredential,
  toldCredentials,
} from '../../shared/messages/partner-credentials-api.ts';
import type { Needs } from '../needs.ts';
import { confirmFirst } from './confirm.ts';
import { credentialFields, credentialWords } from './credential-fields.ts';
import { type Done, standing } from './detail.ts';
import { element } from './element.ts';
import { action, choice, field, form } from './form.ts';
import { table } from './table.ts';
import { when } from './when.ts';

/** What proves at a partner who we are: which are set, never what they are; and a form that sets one. */
export function partnerCredentials(needs: Needs, partner: string): HTMLElement {
  const path = `/api/partners/${encodeURIComponent(partner)}/credentials`;
  const show = async (done: Done) => {
    const { credentials } = await needs.api.get(path, toldCredentials);
    return [credentialTable(needs, path, credentials, done), ...setting(needs, path, done)];
  };
  const { told, holder } = standing({ show, changed: () => undefined });
  return element('div', {}, told, holder);
}

type Told = v.InferOutput<typeof toldCredentials>['credentials'];

function credentialTable(needs: Needs, path: string, credentials: Told, done: Done): HTMLElement {
  const columns = [
    { title: 'Kind', cell: ({ kind }: ToldCredential) => credentialWords[kind] },
    { title: 'Whose', cell: ({ shown }: ToldCredential) => element('code', {}, shown) },
    { title: 'Set', cell: ({ setAt }: ToldCredential) => when(setAt) },
    { title: 'By', cell: ({ setBy }: ToldCredential) => setBy },
    { title: 'Holds until', cell: ({ until }: ToldCredential) => when(until) ?? 'it is changed' },
    ...(needs.may('registry:write')
      ? [{ title: '', cell: (one: ToldCredential) => remover(needs, path, one, done) }]
      : []),
  ];
  return table(credentials, columns, 'None is set. A channel that signs, or needs no proof, works without.');
}

function remover({ api }: Needs, path: string, { kind }: ToldCredential, done: Done): HTMLElement {
  const remove = async () => {
    await api.remove(`${path}/${kind}`);
    done(`The credential is taken away: ${credentialWords[kind]}.`);
  };
  const ask = () =>
    confirmFirst(
      'Take this credential away?',
      'What is sent next to the partner goes without it, and may be turned away. It cannot be brought back, only set anew.',
      'Take it away',
      remove,
    );
  return action('Take away', ask, { 'aria-label': `Take away: ${credentialWords[kind]}` });
}

function setting({ api, may }: Needs, path: string, done: Done): HTMLElement[] {
  if (!may('registry:write')) return [];
  const kind = choice(
    'kind',
    credentialKinds.map((one) => [one, credentialWords[one]] as const),
  );
  const chosen = () => credentialKinds.find((one) => one === kind.value) ?? 'password';
  let asked = credentialFields(chosen());
  const holder = element('div', { class: 'row wide' }, ...asked.fields);
  kind.addEventListener('change', () => {
    asked = credentialFields(chosen());
    holder.replaceChildren(...asked.fields);
  });
  const set = async () => {
    await api.replace(path, asked.credential(), toldCredential);
    done(`The credential is set: ${credentialWords[chosen()]}. It is shown to nobody again.`);
  };
  const fields = form(
    'Set a credential',
    set,
    field('Kind', kind),
    holder,
    element('button', { type: 'submit' }, 'Set it'),
  );
  return [element('details', {}, element('summary', {}, 'Set a credential'), fields)];
}
