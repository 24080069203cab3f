import {
  type ToldAs2Identity,
  toldAs2Identity,
  toldNetworkIdentity,
} from '../../shared/messages/network-identity-api.ts';
import type { Needs } from '../needs.ts';
import { confirmFirst } from './confirm.ts';
import { copyable } from './copyable.ts';
import { type Done, standing } from './detail.ts';
import { element } from './element.ts';
import { action, field, form } from './form.ts';
import { saveAction } from './save-file.ts';
import { table } from './table.ts';
import { when } from './when.ts';

/** What partners are given to reach us and to know us by: none of it is secret. */
export function ownIdentity(needs: Needs): HTMLElement {
  const show = async (done: Done) => {
    const { as2Url, as2, ssh } = await needs.api.get('/api/network/identity', toldNetworkIdentity);
    const key = new Blob([`${ssh.publicKey}\n`], { type: 'text/plain' });
    return [
      element('h4', {}, 'AS2'),
      copyable('Address that messages by AS2 go to', as2Url),
      certificateTable(needs, as2, done),
      ...(needs.may('registry:write') ? [making(needs, as2, done)] : []),
      element('h4', {}, 'SFTP'),
      copyable('Our public SSH key', ssh.publicKey),
      element('p', { class: 'note' }, 'Fingerprint ', element('code', {}, ssh.fingerprint)),
      saveAction('Download the SSH key', 'seriate.pub', async () => key),
    ];
  };
  const { told, holder } = standing({ show, changed: () => undefined });
  return element('div', {}, told, holder);
}

function certificateTable(needs: Needs, as2: readonly ToldAs2Identity[], done: Done): HTMLElement {
  const columns = [
    { title: 'No.', number: true, cell: ({ generation }: ToldAs2Identity) => generation },
    { title: 'AS2 name', cell: ({ as2Id }: ToldAs2Identity) => as2Id },
    {
      title: 'SHA-256 of the certificate',
      cell: ({ sha256 }: ToldAs2Identity) => element('code', { class: 'why' }, sha256),
    },
    { title: 'Holds until', cell: ({ validTo }: ToldAs2Identity) => when(validTo) },
    { title: 'It', cell: useOf },
    {
      title: '',
      cell: (one: ToldAs2Identity) =>
        element(
          'span',
          { class: 'actions' },
          download(one),
          needs.may('registry:write') ? ending(needs, one, done) : undefined,
        ),
    },
  ];
  return table(as2, columns, 'No certificate for AS2 yet. "Make a key" below makes the first one.');
}

function useOf({ signs, signsFrom, endedAt }: ToldAs2Identity): HTMLElement {
  if (endedAt !== undefined) return element('span', {}, 'ended ', when(endedAt));
  if (signs) return element('span', { class: 'good' }, 'signs now');
  return element('span', {}, 'decrypts; signs from ', when(signsFrom));
}

const download = ({ as2Id, generation, certificate }: ToldAs2Identity) =>
  saveAction('Download', `${as2Id.replace(/[^\w.-]+/g, '_')}-${generation}.pem`, async () => new Blob([certificate]));

function ending({ api }: Needs, { generation, signs, endedAt }: ToldAs2Identity, done: Done): HTMLElement | undefined {
  if (signs || endedAt !== undefined) return undefined;
  const end = async () => {
    await api.remove(`/api/network/identity/${generation}`);
    done(`Key ${generation} is ended.`);
  };
  const ask = () =>
    confirmFirst(
      `End key ${generation}?`,
      'What partners still encrypt for it is read no more. This cannot be undone.',
      'End the key',
      end,
    );
  return action('End', ask, { 'aria-label': `End key ${generation}` });
}

function making({ api }: Needs, as2: readonly ToldAs2Identity[], done: Done): HTMLElement {
  const before = as2.find(({ signs }) => signs);
  const name = element('input', { name: 'as2Id', required: '', maxlength: '128', autocomplete: 'off' });
  name.value = before?.as2Id ?? '';
  const from = element('input', { name: 'signsFrom', type: 'datetime-local' });
  const make = async () => {
    const signsFrom = from.value === '' ? {} : { signsFrom: new Date(from.value).toISOString() };
    const made = await api.post('/api/network/identity', { as2Id: name.value, ...signsFrom }, toldAs2Identity);
    done(`Key ${made.generation} is made. Give partners its certificate.`);
  };
  const fields = form(
    'Make a key',
    make,
    field('Our AS2 name', name),
    field('Signs from; empty: at once', from),
    element('button', { type: 'submit' }, 'Make a key'),
  );
  const title = before === undefined ? 'Make a key' : 'Make the next key';
  return element('details', {}, element('summary', {}, title), fields);
}
