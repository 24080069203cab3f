import { type CharacterSet, firstOutside } from './character-sets.ts';
import type { ElementProblem, ValueRule } from './element-problem.ts';
import { quote } from './quote.ts';
import { valueRules } from './value-rules.ts';

/** One part of a data field: a character set and how many characters of it. */
interface Part {
  readonly set: CharacterSet;
  readonly least: number;
  readonly most: number;
}

/** A rule and the characters of the data field it is for. */
interface PlacedRule {
  readonly rule: ValueRule;
  readonly from: number;
  readonly to: number;
}

/** What a data field is made of. Only the last part varies in length; parts that may be missing come last. */
export interface ElementFormat {
  readonly notation: string;
  readonly parts: readonly Part[];
  readonly rules: readonly PlacedRule[];
  readonly least: number;
  readonly most: number;
}

/**
 * Reads the notation of the General Specifications with the names of rules behind the parts they are for: `N14:check` fixed, `X..20`
 * up to, `N13:check+[X..17]` a part that may be missing.
 */
export function readFormat(notation: string): ElementFormat {
  const parts: Part[] = [];
  const rules: PlacedRule[] = [];
  const bounds = { least: 0, most: 0 };
  for (const part of notation.split('+')) {
    const [, optional, set, upTo, digits, names = ''] =
      /^(\[?)([NXYZ])(\.\.)?(\d+)((?::[a-z0-9-]+)*)\]?$/.exec(part) ?? [];
    if (set !== 'N' && set !== 'X' && set !== 'Y' && set !== 'Z') throw new Error(`not an element format: ${notation}`);
    if (part.endsWith(']') !== (optional === '[')) throw new Error(`not an element format: ${notation}`);
    const most = Number(digits);
    parts.push({ set, least: upTo ? 1 : most, most });
    for (const name of names.split(':').slice(1)) {
      const rule = valueRules[name];
      if (rule === undefined) throw new Error(`no rule ${name}: ${notation}`);
      rules.push({ rule, from: bounds.most, to: bounds.most + most });
    }
    bounds.most += most;
    if (!optional) bounds.least += upTo ? 1 : most;
  }
  return { notation, parts, rules, ...bounds };
}

/** The first misfit between a value and its format: length first, then characters from the left. */
export function formatProblem({ parts, least, most }: ElementFormat, value: string): ElementProblem | undefined {
  const { length } = value;
  if (length < least || length > most) {
    const wanted = least === most ? `${most}` : `${least} to ${most}`;
    return { offset: Math.min(length, most), detail: `must have ${wanted} characters, has ${length}` };
  }
  let from = 0;
  for (const part of parts) {
    if (from === length) return undefined;
    if (length < from + part.least)
      return {
        offset: from,
        detail: `${quote(value.slice(from))} is cut short: ${part.least} characters belong there`,
      };
    const to = Math.min(from + part.most, length);
    const at = firstOutside(part.set, value, from, to);
    if (at >= 0) return outsideProblem(part.set, value, at);
    from = to;
  }
  return undefined;
}

/** The first rule of the format that a value breaks. The value must have the format's lengths and characters. */
export function ruleProblem({ rules }: ElementFormat, value: string): ElementProblem | undefined {
  const { length } = value;
  for (const { rule, from, to } of rules) {
    // A part that is missing breaks no rule.
    if (from >= length) return undefined;
    const problem = rule(value, from, Math.min(to, length));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const spelledOut: Record<CharacterSet, string> = {
  N: 'digits',
  X: 'letters, digits and ! " % & \' ( ) * + , - . / : ; < = > ? _',
  Y: 'capital letters, digits and # - /',
  Z: 'letters, digits and - _ =',
};

function outsideProblem(set: CharacterSet, value: string, offset: number): ElementProblem {
  return {
    offset,
    detail: `${JSON.stringify(value[offset])} is not in character set ${set}`,
    rule: 'GS1 GS §7.11',
    remedy: `use only ${spelledOut[set]}`,
  };
}
