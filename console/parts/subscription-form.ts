import * as v from 'valibot';
import type { Api } from '../api.ts';
import { element } from './element.ts';
import { choice, field, form } from './form.ts';

/** Fields of a schedule with a word on what they hold (EPCIS 2.0 §8.2.5.3). */
const scheduleFields = [
  ['month', 'Month', '1 to 12'],
  ['dayOfMonth', 'Day of month', '1 to 31'],
  ['dayOfWeek', 'Day of week', '1 (Monday) to 7'],
  ['hour', 'Hour (UTC)', '0 to 23'],
  ['minute', 'Minute', '0 to 59'],
  ['second', 'Second', '0 to 59'],
] as const;

/** Subscribes an address to a query: as events are captured, or by a schedule. */
export function subscriptionForm(api: Api, query: string, made: () => void): HTMLElement {
  const dest = element('input', {
    type: 'url',
    name: 'dest',
    required: '',
    placeholder: 'https://partner.example/epcis',
  });
  const token = element('input', { name: 'signatureToken', autocomplete: 'off', spellcheck: 'false' });
  const mode = choice('when', [
    ['stream', 'as events are captured'],
    ['schedule', 'by a schedule'],
  ]);
  const { fields, schedule } = scheduleInputs();
  const empty = element('input', { type: 'checkbox', name: 'reportIfEmpty' });
  const scheduled = element(
    'div',
    { class: 'wide row', hidden: '' },
    ...fields,
    field('Also when nothing was found', empty),
  );
  mode.addEventListener('change', () => {
    scheduled.hidden = mode.value !== 'schedule';
  });
  const holder = element('details');
  const create = async () => {
    const how = mode.value === 'schedule' ? { schedule: schedule(), reportIfEmpty: empty.checked } : { stream: true };
    const signed = token.value === '' ? {} : { signatureToken: token.value };
    await api.post(`${query}/subscriptions`, { dest: dest.value.trim(), ...signed, ...how }, v.unknown());
    made();
    holder.open = false;
    subscribe.reset();
    scheduled.hidden = true;
  };
  const subscribe = form(
    'New subscription',
    create,
    field('Address that is told (POST)', dest, true),
    field('Key of its signatures, if it checks them', token),
    field('When', mode),
    scheduled,
    element('button', { type: 'submit' }, 'Subscribe'),
  );
  holder.append(element('summary', {}, 'Add a subscription'), subscribe);
  return holder;
}

function scheduleInputs() {
  const inputs = scheduleFields.map(([name, label, placeholder]) => ({
    label,
    input: element('input', { name, placeholder, autocomplete: 'off' }),
  }));
  const fields = inputs.map(({ label, input }) => field(label, input));
  const schedule = () =>
    Object.fromEntries(
      inputs.flatMap(({ input }) => (input.value.trim() === '' ? [] : [[input.name, input.value.trim()]])),
    );
  return { fields, schedule };
}
