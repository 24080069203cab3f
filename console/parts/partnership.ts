import { onboardingWithHistory } from '../../shared/messages/onboarding-api.ts';
import type { Needs } from '../needs.ts';
import { type Done, standing } from './detail.ts';
import { element } from './element.ts';
import { said } from './facts.ts';
import { invitationForm } from './invitation-form.ts';
import { onboardingActs } from './onboarding-acts.ts';
import { onboardingSteps } from './onboarding-steps.ts';
import type { Partnership } from './onboardings.ts';
import { unlessNone } from './unless-none.ts';
import { when } from './when.ts';
import { words } from './words.ts';

/** How a partnership stands: its steps with their evidence, what can be done, and its history. */
export function partnership(needs: Needs, partner: string, changed: () => void): HTMLElement {
  const link = element('div', { 'aria-live': 'polite' });
  const show = async (done: Done) => {
    const path = `/api/onboardings/${encodeURIComponent(partner)}`;
    const row = await unlessNone(needs.api.get(path, onboardingWithHistory));
    const invited = (_: string, note: HTMLElement) => {
      link.replaceChildren(note);
      done('Invited.');
    };
    return [
      ...(row === undefined ? [notYet()] : standingOf(needs, row, done)),
      ...(needs.may('registry:write') ? [inviting(needs, partner, row, invited)] : []),
      ...(row === undefined ? [] : [historyOf(row)]),
    ];
  };
  const { told, holder } = standing({ show, changed });
  return element('div', {}, told, link, holder);
}

const notYet = () =>
  element('p', { class: 'empty' }, 'It was not invited: what is in its master data, our own people have entered.');

function standingOf(needs: Needs, row: Partnership, done: Done): HTMLElement[] {
  const { state, missing, suspended, returned, submitted } = row;
  const notes = [
    suspended && `Suspended by ${suspended.by}: ${suspended.reason}`,
    returned && `Sent back by ${returned.by}: ${returned.reason}`,
    submitted && `Version ${submitted.version} of the master data waits for our approval.`,
    missing.length > 0 && state !== 'withdrawn' && `Missing before both can approve: ${missing.join(', ')}.`,
  ];
  const bad = ['suspended', 'withdrawn', 'expired'].includes(state);
  return [
    element(
      'p',
      {},
      element('b', {}, 'State: '),
      element('span', { class: bad ? 'bad' : '' }, words(state).toLowerCase()),
    ),
    ...notes.flatMap((note) => (note ? [element('p', { class: 'note' }, note)] : [])),
    onboardingSteps(row),
    ...onboardingActs(needs, row, done),
  ];
}

function inviting(
  needs: Needs,
  partner: string,
  row: Partnership | undefined,
  invited: (partner: string, note: HTMLElement) => void,
): HTMLElement {
  const title = row === undefined ? 'Invite the partner' : 'Invite it anew; the link before opens nothing then';
  return element('details', {}, element('summary', {}, title), invitationForm(needs, partner, invited));
}

function historyOf({ history }: Partnership): HTMLElement {
  const lines = history.map(({ at, by, act, detail }) =>
    element(
      'li',
      {},
      when(at),
      ` ${words(act).toLowerCase()} by ${by}`,
      detail === undefined ? undefined : `: ${said(detail)}`,
    ),
  );
  return element('details', {}, element('summary', {}, 'History'), element('ol', { class: 'why' }, ...lines));
}
