import { type Refusal, refuse } from '#shared/refusal.ts';
import type { TemplateAddress } from './template-address.ts';

type Frame = Pick<TemplateAddress, 'preamble' | 'separator' | 'postamble' | 'fnc1'>;

const OUTSIDE_ASCII = /\P{ASCII}/u;
const CONTROL = /\p{Cc}/u;

/** Why a value cannot stand in this frame; undefined when it can. */
function problem(value: string, { preamble, separator, postamble, fnc1 }: Frame): string | undefined {
  if (OUTSIDE_ASCII.test(value)) return 'holds a character outside ASCII';
  if ([...separator, ...postamble].some((character) => value.includes(character)))
    return 'holds a character of the frame';
  if (preamble !== '' && value.includes(preamble)) return 'holds the preamble';
  return CONTROL.test(value.replaceAll(fnc1, '')) ? 'holds a control character' : undefined;
}

/**
 * Writes values as the device wants them: preamble, values with separators between them, postamble.
 *
 * @returns a refusal when a value holds any character of separator or postamble, the preamble, a control character other
 *   than FNC1's stand-in, or anything outside ASCII; `at` counts the values from 1
 */
export function writeFrame(values: readonly string[], frame: Frame): string | Refusal {
  for (const [index, value] of values.entries()) {
    const why = problem(value, frame);
    if (why !== undefined)
      return refuse('malformed', `${JSON.stringify(value)} ${why}`, { at: `/fields/${index + 1}` });
  }
  return `${frame.preamble}${values.join(frame.separator)}${frame.postamble}`;
}

/** Writes the order to select a job. The name must not hold what ends the order, nor a control character. */
export function writeSelect(select: string, name: string, frame: Frame): string | Refusal {
  const why = problem(name, { ...frame, preamble: '' });
  if (why !== undefined) return refuse('malformed', `${JSON.stringify(name)} ${why}`, { at: '/name' });
  return select.replaceAll('{job}', () => name);
}
