import { type Refusal, refuse } from '../refusal.ts';
import { firstOutside } from './character-sets.ts';
import { isCompanyPrefix } from './company-prefix.ts';
import type { EpcScheme } from './epc-schemes.ts';
import { decodePercent } from './percent-encoding.ts';
import { quote } from './quote.ts';

/** One component of an EPC URN: decoded text, its name, and where it stands in the URN. */
export interface Component {
  readonly name: string;
  readonly value: string;
  readonly at: number;
}

/** The most characters of a key that is text, company prefix included (GS1 General Specifications §3: GIAI, GINC, CPID). */
const TEXT_KEY = 30;

const rule = 'EPC TDS §6.3';

/** The names of a scheme's components, in order. */
export function componentNames({ pieces, serial }: EpcScheme): string[] {
  return ['company prefix', 'reference', ...(pieces ? ['piece', 'total'] : []), ...(serial ? [serial.name] : [])];
}

/** Splits at dots into the scheme's components; the last keeps its dots, they may be part of a text. Text is decoded, digits are not. */
export function splitComponents(urn: string, from: number, scheme: EpcScheme): Component[] | Refusal {
  const names = componentNames(scheme);
  const found: Component[] = [];
  let at = from;
  for (const [index, name] of names.entries()) {
    const dot = index === names.length - 1 ? urn.length : urn.indexOf('.', at);
    if (dot < 0)
      return refuse('malformed', `${quote(urn)} has ${index + 1} components, ${scheme.scheme} has ${names.length}`, {
        at: String(urn.length),
        rule,
        remedy: `give ${names.join(', ')}, joined by dots`,
      });
    const raw = urn.slice(at, dot);
    const value = mayEscape(scheme, name) ? decodeComponent(raw) : raw;
    if (value === undefined) return badEscape(urn, name, raw, at);
    found.push({ name, value, at });
    at = dot + 1;
  }
  return found;
}

/** The first rule that a component breaks; undefined when all hold. A `*` is taken literally here. */
export function componentProblem(scheme: EpcScheme, components: readonly Component[]): Refusal | undefined {
  const [prefix, reference] = components;
  if (prefix === undefined) return undefined;
  if (!isCompanyPrefix(prefix.value))
    return misfit(
      prefix,
      'must have 6 to 12 digits',
      'give the company prefix alone, without indicator or check digit',
    );
  const inReference = reference && referenceProblem(scheme, prefix, reference);
  if (inReference) return inReference;
  const wrongPiece = components.find(({ name, value }) => /^(piece|total)$/.test(name) && !/^\d\d$/.test(value));
  if (wrongPiece) return misfit(wrongPiece, 'must have two digits', 'write 1 as 01');
  const last = components.at(-1);
  return last && last.name === scheme.serial?.name ? serialProblem(scheme, last) : undefined;
}

function referenceProblem(scheme: EpcScheme, prefix: Component, reference: Component): Refusal | undefined {
  const { digits, front, text } = scheme;
  if (text) {
    const most = TEXT_KEY - prefix.value.length;
    return textProblem(reference, most, text, `with a company prefix of ${prefix.value.length} digits`);
  }
  const wanted = digits - prefix.value.length;
  if (reference.value.length !== wanted || !/^\d*$/.test(reference.value) || (front === 'reference' && wanted < 1))
    return misfit(
      reference,
      `must have ${wanted} digits after a company prefix of ${prefix.value.length}`,
      'check the length of the company prefix',
    );
  return undefined;
}

function serialProblem({ scheme, serial }: EpcScheme, component: Component): Refusal | undefined {
  if (serial === undefined) return undefined;
  const wrong = textProblem(component, serial.most, serial.set, `in ${scheme}`);
  if (wrong) return wrong;
  return serial.number && /^0./.test(component.value)
    ? misfit(component, 'is a number and must not begin with 0', 'leave the zeros out')
    : undefined;
}

function textProblem(component: Component, most: number, set: 'X' | 'Y' | 'N', where: string): Refusal | undefined {
  const { value } = component;
  if (value.length < 1 || value.length > most)
    return misfit(component, `must have 1 to ${most} characters ${where}, has ${value.length}`);
  const outside = firstOutside(set, value);
  return outside < 0
    ? undefined
    : misfit(component, `has ${JSON.stringify(value[outside])}, which is not in character set ${set}`);
}

function misfit({ name, value, at }: Component, problem: string, remedy?: string): Refusal {
  return refuse('malformed', `${name} ${quote(value)} ${problem}`, { at: String(at), rule, ...(remedy && { remedy }) });
}

function mayEscape({ text, serial }: EpcScheme, name: string): boolean {
  return (name === 'reference' && text !== undefined) || (name === serial?.name && serial.set === 'X');
}

const decodeComponent = (raw: string) => (/["#&/<>?]/.test(raw) ? undefined : decodePercent(raw));

function badEscape(urn: string, name: string, raw: string, at: number): Refusal {
  const inside = raw.search(/["#&/<>?]|%(?![0-9A-Fa-f]{2})/);
  const character = raw[inside] ?? '';
  const escaped = `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return refuse('malformed', `${name} of ${quote(urn)} has a bare ${character}`, {
    at: String(at + inside),
    rule,
    remedy: `write ${escaped} for ${character}`,
  });
}
