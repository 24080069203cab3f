import * as v from 'valibot';
import { readElementString } from '../../shared/gs1/element-string.ts';
import { identify } from '../../shared/gs1/identify.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { type Get, Problem } from '../api.ts';
import { element } from '../parts/element.ts';
import { table } from '../parts/table.ts';

const shape = v.looseObject({
  epc: v.string(),
  exists: v.optional(v.string()),
  disposition: v.optional(v.string()),
  lot: v.optional(v.string()),
  expiry: v.optional(v.string()),
  parents: v.array(v.looseObject({ epc: v.string() })),
  history: v.array(
    v.looseObject({
      eventTime: v.string(),
      type: v.string(),
      action: v.optional(v.string()),
      bizStep: v.optional(v.string()),
      disposition: v.optional(v.string()),
    }),
  ),
});
type Unit = v.InferOutput<typeof shape>;

/** A form that finds one unit by any code of it and shows its journey. */
export function unitPage(get: Get): HTMLElement {
  const input = element('input', {
    name: 'code',
    'aria-label': 'Code of a pack, case or pallet',
    placeholder: 'EPC URN, Digital Link, or a scanned element string',
    autocomplete: 'off',
  });
  const result = element('div', { 'aria-live': 'polite' });
  const form = element('form', {}, input, element('button', { type: 'submit' }, 'Find'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    result.replaceChildren(element('p', { class: 'empty' }, 'Looking …'));
    void find(get, input.value.trim()).then((found) => result.replaceChildren(found));
  });
  return element('section', {}, element('h2', {}, 'Find a unit'), form, result);
}

async function find(get: Get, code: string): Promise<HTMLElement> {
  try {
    return show(await get(`/api/units/${encodeURIComponent(epcOf(code))}`, shape));
  } catch (error) {
    return element('p', { class: 'problem' }, error instanceof Problem ? error.message : String(error));
  }
}

/** A scanned element string becomes a Digital Link; anything else goes as it is. */
function epcOf(code: string): string {
  if (/^(urn:|https?:)/i.test(code)) return identify(code).canonical;
  const read = readElementString(code);
  if (isRefusal(read)) throw new Problem(read.remedy ?? read.detail);
  const value = (ai: string) => read.find((one) => one.ai === ai)?.value;
  const [sscc, gtin, serial] = [value('00'), value('01'), value('21')];
  if (sscc !== undefined) return `https://id.gs1.org/00/${sscc}`;
  if (gtin !== undefined && serial !== undefined)
    return `https://id.gs1.org/01/${gtin}/21/${encodeURIComponent(serial)}`;
  throw new Problem('The code carries neither an SSCC (00) nor a GTIN with serial (01, 21).');
}

function show(unit: Unit): HTMLElement {
  const facts = [unit.exists, unit.disposition, unit.lot && `lot ${unit.lot}`, unit.expiry && `expires ${unit.expiry}`];
  const parents = unit.parents.map((parent) => element('li', {}, element('code', {}, parent.epc)));
  type Step = Unit['history'][number];
  return element(
    'div',
    {},
    element('p', {}, element('code', {}, unit.epc)),
    element('p', {}, facts.filter(Boolean).join(' · ')),
    parents.length > 0 ? element('p', {}, 'Inside:') : undefined,
    element('ol', {}, ...parents),
    table(
      unit.history,
      [
        { title: 'When', cell: (step: Step) => new Date(step.eventTime).toLocaleString() },
        { title: 'Event', cell: (step: Step) => step.type },
        { title: 'Action', cell: (step: Step) => step.action },
        { title: 'Step', cell: (step: Step) => step.bizStep },
        { title: 'Disposition', cell: (step: Step) => step.disposition },
      ],
      'No event.',
    ),
  );
}
