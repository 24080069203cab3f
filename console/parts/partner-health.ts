import type * as v from 'valibot';
import { type ToldHealth, toldHealth, toldResend } from '../../shared/messages/partner-health-api.ts';
import type { Needs } from '../needs.ts';
import { acting } from './acting.ts';
import { confirmFirst } from './confirm.ts';
import { type Done, standing } from './detail.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import { when } from './when.ts';

const words: Readonly<Record<ToldHealth['state'], string>> = {
  well: 'well',
  failing: 'failing: everything goes to it all the same',
  spared: 'spared: nothing goes to it',
  trying: 'being tried: one at a time goes to it',
};

/** How a partner answers, in a word and its colour. */
export const healthState = ({ state }: Pick<ToldHealth, 'state'>): HTMLElement =>
  element('span', { class: state === 'well' ? 'good' : state === 'spared' ? 'bad' : '' }, state);

export const healthPath = (partner: string) => `/api/partners/${encodeURIComponent(partner)}/health`;

/** How a partner answers of late, what waits for it, and what can be done about that. */
export function partnerHealth(needs: Needs, partner: string): HTMLElement {
  const show = async (done: Done) => {
    const health = await needs.api.get(healthPath(partner), toldHealth);
    return [factsOf(health), ...(needs.may('deliveries:write') ? acts(needs, health, done) : []), resendOf(health)];
  };
  const { told, holder, load } = standing({ show, changed: () => undefined });
  return element('div', {}, told, holder, acting(['Look again', load, 'Look again how it answers']));
}

function factsOf({ state, failures, since, why, spared, inHand, waiting, parked }: ToldHealth): HTMLElement {
  const lines: readonly (readonly [string, Node | string | undefined])[] = [
    ['It answers', element('span', { class: state === 'well' ? 'good' : 'bad' }, words[state])],
    ['Failed', failures === 0 ? undefined : element('span', {}, `${failures} in a row, since `, when(since))],
    ['The last one', why],
    ['Spared until', when(spared?.until)],
    ['On their way', `${inHand}`],
    ['Waiting', `${waiting}`],
    ['Parked', parked === 0 ? '0' : element('span', { class: 'bad' }, `${parked}: a person is to decide`)],
  ];
  const shown = lines.flatMap(([name, value]) =>
    value === undefined ? [] : [element('dt', {}, name), element('dd', {}, value)],
  );
  return element('dl', {}, ...shown);
}

function acts({ api }: Needs, { partner, state, parked }: ToldHealth, done: Done): HTMLElement[] {
  const tryNow = async () => {
    await api.post(`${healthPath(partner)}/try`, {}, toldHealth);
    done('It is being tried with what waits longest.');
  };
  const resend = async () => {
    await api.post(`/api/partners/${encodeURIComponent(partner)}/resend`, {}, toldResend);
    done('What is parked is being sent again.');
  };
  const ask = () =>
    confirmFirst(
      `Send ${parked} parked again?`,
      'Each goes as the same message once more. What goes out cannot be taken back.',
      'Send them again',
      resend,
    );
  return [
    ...(state === 'spared' ? [acting(['Try it now', tryNow])] : []),
    ...(parked > 0 ? [action('Send again what is parked', ask)] : []),
  ];
}

function resendOf({ resend }: { resend?: v.InferOutput<typeof toldResend> | undefined }): HTMLElement | undefined {
  if (resend === undefined) return undefined;
  const { state, startedAt, by, looked, resent } = resend;
  const how = state === 'running' ? 'is going on' : 'is done';
  return element(
    'p',
    { class: 'note' },
    `Sending again what was parked ${how}: ${resent} of ${looked}, begun by ${by} `,
    when(startedAt),
  );
}
