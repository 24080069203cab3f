import { madeInvitation } from '../../shared/messages/onboarding-api.ts';
import { channelKinds } from '../../shared/network/channel-kinds.ts';
import type { Needs } from '../needs.ts';
import { copyable } from './copyable.ts';
import { element } from './element.ts';
import { choice, field, form } from './form.ts';
import { when } from './when.ts';

const DAY_S = 24 * 3600;

/**
 * Invites a partner; the link is shown this once.
 *
 * @param partner whom; undefined where its id is asked for
 * @param invited with the partner's id and the link, to be shown
 */
export function invitationForm(
  { api }: Needs,
  partner: string | undefined,
  invited: (partner: string, note: HTMLElement) => void,
): HTMLFormElement {
  const id = element('input', { name: 'partner', required: '', autocomplete: 'off', autocapitalize: 'none' });
  id.value = partner ?? '';
  const email = element('input', { name: 'email', type: 'email', autocomplete: 'off' });
  const note = element('input', { name: 'note', maxlength: '1000', autocomplete: 'off' });
  const days = choice('expiresIn', [
    [`${7 * DAY_S}`, 'a week'],
    [`${DAY_S}`, 'a day'],
    [`${30 * DAY_S}`, 'thirty days'],
  ]);
  const boxes = channelKinds.map((name) => element('input', { type: 'checkbox', name: 'channels', value: name }));
  const invite = async () => {
    const channels = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const wanted = {
      expiresIn: Number(days.value),
      ...(email.value !== '' && { email: email.value }),
      ...(note.value.trim() !== '' && { note: note.value }),
      ...(channels.length > 0 && { offers: { channels } }),
    };
    const name = id.value.trim();
    const made = await api.post(`/api/partners/${encodeURIComponent(name)}/invitation`, wanted, madeInvitation);
    invited(made.partner, linkNote(made.partner, made.link, made.expiresAt));
  };
  return form(
    partner === undefined ? 'Invite a partner' : `Invite ${partner}`,
    invite,
    partner === undefined ? field('Id that the partner gets here', id) : undefined,
    field('Opens once, within', days),
    field('To whom you send it (optional)', email),
    field('Note (optional)', note),
    element(
      'fieldset',
      { class: 'wide' },
      element('legend', {}, 'Channels it may choose from; none chosen: all'),
      ...boxes.map((box) => element('label', { class: 'check' }, box, box.value)),
    ),
    element('button', { type: 'submit' }, 'Make the invitation'),
  );
}

const linkNote = (partner: string, link: string, expiresAt: string) =>
  element(
    'div',
    { class: 'note', role: 'status' },
    element(
      'p',
      {},
      `The invitation of ${partner} is shown this once. Nothing is mailed: send it by a way you trust. It opens until `,
      when(expiresAt),
      '.',
    ),
    copyable('Link of the invitation', link),
  );
