import { readElementString } from '../../shared/gs1/element-string.ts';
import { identify } from '../../shared/gs1/identify.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { type Get, Problem } from '../api.ts';
import { element } from '../parts/element.ts';
import { unitContents } from '../parts/unit-contents.ts';
import { unitFacts, unitShape } from '../parts/unit-facts.ts';
import { unitHistory } from '../parts/unit-history.ts';

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
    return await show(get, `/api/units/${encodeURIComponent(epcOf(code))}`);
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

async function show(get: Get, path: string): Promise<HTMLElement> {
  const [unit, history] = await Promise.all([get(path, unitShape), unitHistory(get, path)]);
  const contents = unit.children > 0 ? await unitContents(get, path) : undefined;
  return element(
    'div',
    {},
    unitFacts(unit),
    contents && element('h3', {}, 'Contents'),
    contents,
    element('h3', {}, 'History'),
    history,
  );
}
