import type { Lot } from '../../shared/messages/lots-api.ts';
import { changeable } from '../../shared/messages/orders-api.ts';
import { standsOn } from '../../shared/orders/revisions.ts';
import { element } from './element.ts';
import { action, field, form } from './form.ts';
import { words } from './words.ts';

const texts: readonly string[] = ['line', 'bulkLot'];
const dates: readonly string[] = ['expiry', 'manufactured'];

/** A form with all that may be changed of an order, as it is; what is left so is no part of the wish. */
export function changeOrderForm(lot: Lot, wish: (body: object) => Promise<void>, close: () => void): HTMLElement {
  const now = standsOn(lot);
  const controls = changeable.map((name) => ({ name, control: controlOf(name, now[name]) }));
  const why = reasonField();
  const submit = async () => {
    const given = controls.filter(
      ({ name, control }) => control.value !== '' && control.value !== `${now[name] ?? ''}`,
    );
    const members = given.map(({ name, control }) => [
      name,
      control.type === 'number' ? control.valueAsNumber : control.value,
    ]);
    await wish({ reason: why.value, ...Object.fromEntries(members) });
  };
  return element(
    'section',
    {},
    element('h3', {}, `Change order ${lot.order}`),
    form(
      'Change',
      submit,
      ...controls.map(({ name, control }) => field(words(name), control)),
      field('Why', why, true),
      element('button', { type: 'submit' }, 'Change'),
      action('Close', close),
    ),
  );
}

function controlOf(name: (typeof changeable)[number], value: string | number | undefined): HTMLInputElement {
  const type = texts.includes(name) ? 'text' : dates.includes(name) ? 'date' : 'number';
  const least = type === 'number' ? { min: name === 'sampleEvery' ? '0' : '1', step: '1' } : {};
  const needed = value === undefined ? {} : { required: '', value: `${value}` };
  return element('input', { name, type, autocomplete: 'off', ...least, ...needed });
}

/** Why, as L4 takes it. */
export const reasonField = () =>
  element('textarea', { name: 'reason', minlength: '3', maxlength: '500', required: '', rows: '2' });
