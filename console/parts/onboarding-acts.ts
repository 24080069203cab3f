import { toldOnboarding } from '../../shared/messages/onboarding-api.ts';
import { moveOnboarding } from '../../shared/network/onboarding/move-onboarding.ts';
import { type OnboardingAct, returnSteps } from '../../shared/network/onboarding/states.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { Needs } from '../needs.ts';
import { reasonField } from './acting.ts';
import { confirmFirst } from './confirm.ts';
import type { Done } from './detail.ts';
import { element } from './element.ts';
import { action, choice, field, form } from './form.ts';
import type { Partnership } from './onboardings.ts';
import { signingForm } from './signing.ts';
import { words } from './words.ts';

/** What can be done with a partnership as it stands; a role that may not is offered nothing, the server decides. */
export function onboardingActs(needs: Needs, row: Partnership, done: Done): HTMLElement[] {
  const fits = (act: OnboardingAct) => !isRefusal(moveOnboarding(row.state, act));
  const path = `/api/onboardings/${encodeURIComponent(row.partner)}`;
  const act = async (what: string, body: object, told: string) => {
    await needs.api.post(`${path}/${what}`, body, toldOnboarding);
    done(told);
  };
  const found: HTMLElement[] = [];
  if (needs.may('master-data:approve')) {
    if (row.state === 'approved-by-partner') found.push(approval(needs, row, act));
    const back = returnSteps.filter((step) => fits(`return-to-${step}`));
    if (back.length > 0) found.push(returnForm(back, act));
    const buttons = [
      ...(fits('suspend') && row.liveSince !== undefined ? [suspension(row, act)] : []),
      ...(fits('resume') ? [resumption(row, act)] : []),
    ];
    found.push(...buttons);
  }
  const isFree = row.liveSince === undefined || row.state === 'suspended';
  if (needs.may('registry:write') && fits('withdraw') && isFree) found.push(withdrawal(row, act));
  return found;
}

type Act = (what: string, body: object, told: string) => Promise<void>;

function approval({ me }: Needs, { invitedBy, evidence, partner }: Partnership, act: Act): HTMLElement {
  if (invitedBy.includes(me))
    return element('p', { class: 'note' }, 'It waits for somebody else to approve it: you have invited the partner.');
  const digest = evidence.partner?.digest ?? '';
  const sign = ({ meaning, reason }: { meaning: string; reason: string }) =>
    act('approve', { digest, signature: { meaning, reason } }, `${partner} is approved, and in force.`);
  const note = element('p', { class: 'note wide' }, 'What the partner approved comes into force with your signature.');
  return element(
    'details',
    {},
    element('summary', {}, 'Approve the partnership'),
    signingForm('Approve the partnership', ['approved for the exchange of documents'], sign, note),
  );
}

function returnForm(steps: readonly string[], act: Act): HTMLElement {
  const to = choice(
    'to',
    steps.map((step) => [step, words(step).toLowerCase()] as const),
  );
  const reason = reasonField();
  const send = () => act('return', { to: to.value, reason: reason.value }, 'It is sent back; the partner reads why.');
  const fields = form(
    'Send back',
    send,
    field('To the step', to),
    field('Why; the partner reads it', reason, true),
    element('button', { type: 'submit' }, 'Send back'),
  );
  return element('details', {}, element('summary', {}, 'Send it back to a step'), fields);
}

function suspension({ partner }: Partnership, act: Act): HTMLElement {
  return asked(
    'Suspend',
    `Suspend ${partner}?`,
    'Nothing goes to the partner and nothing is taken from it, until it is resumed.',
    (reason) => act('suspend', { reason }, `${partner} is suspended.`),
  );
}

function resumption({ partner }: Partnership, act: Act): HTMLElement {
  return asked('Resume', `Resume ${partner}?`, 'It goes on where it was suspended.', (reason) =>
    act('resume', { reason }, `${partner} is resumed.`),
  );
}

function withdrawal({ partner, state }: Partnership, act: Act): HTMLElement {
  const doIt = state === 'invited' ? 'Withdraw the invitation' : 'End the partnership';
  return asked(
    doIt,
    `${doIt}?`,
    'Its invitation and its machine client open nothing any more. What was shown is void; it can only be invited anew.',
    (reason) => act('withdraw', { reason }, `The partnership with ${partner} is withdrawn.`),
  );
}

/** A button that asks for a reason first. */
function asked(doIt: string, question: string, consequence: string, act: (reason: string) => Promise<void>) {
  return action(doIt, () => {
    const why = reasonField();
    confirmFirst(question, consequence, doIt, () => act(why.value), why);
  });
}
