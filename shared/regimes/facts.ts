import { type Refusal, refuse } from '../refusal.ts';
import { pointerStep } from '../wire/json-pointer.ts';

/** What was given of `Report.wants`, by name. */
export type Facts = Readonly<Record<string, string>>;

/** A form that a fact has to have; `says` completes "… is wanted". */
export interface FactForm {
  readonly says: string;
  holds(text: string): boolean;
}

/**
 * Refuses the first fact that has not the form that it must have. One that was not given is not judged: who needs it complete gives '' for it.
 *
 * @param rule of the regulator, which the forms are from
 */
export function judgeForms(facts: Facts, forms: Readonly<Record<string, FactForm>>, rule: string): Refusal | undefined {
  for (const [name, form] of Object.entries(forms)) {
    if (!Object.hasOwn(facts, name)) continue;
    const text = (facts[name] ?? '').trim();
    if (form.holds(text)) continue;
    return refuse('malformed', `${name} ${text === '' ? 'was not given' : `is ${text}`}: ${form.says} is wanted`, {
      at: `/facts${pointerStep(name)}`,
      rule,
      remedy: `give ${form.says}`,
    });
  }
  return undefined;
}

/** Every fact of the forms, those that were not given as ''. */
export const completed = (facts: Facts, forms: Readonly<Record<string, FactForm>>): Facts => ({
  ...Object.fromEntries(Object.keys(forms).map((name) => [name, ''])),
  ...facts,
});
