import { FNC1, type SymbolData } from './symbol.ts';

type Subset = 'A' | 'B' | 'C';

const STARTS: Readonly<Record<string, Subset>> = { '9': 'A', ':': 'B', ';': 'C' };

/** Where an invocation code leads from each subset; what is missing is another character or nothing there. */
const SWITCHES: Readonly<Record<Subset, Readonly<Record<string, Subset>>>> = {
  A: { '5': 'C', '6': 'B' },
  B: { '5': 'C', '7': 'A' },
  C: { '6': 'B', '7': 'A' },
};

/** Characters that can be written with an invocation code only. */
const LITERALS: Readonly<Record<string, string>> = { '0': '>', '=': '~', '<': '^' };

/**
 * Decodes `^BC` field data: `>;`, `>:` and `>9` at the beginning start in subset C, B and A, and B it is without; `>5`, `>6`
 * and `>7` lead to C, B and A, `>8` is FNC1, `>0` is `>`. In subset C digits count in pairs; a digit alone and anything
 * else is passed over. Subset A is read like B, which is enough for GS1 data.
 */
export function barData(text: string): SymbolData {
  const data: (string | typeof FNC1)[] = [];
  const start = text[0] === '>' ? STARTS[text[1] ?? ''] : undefined;
  let subset = start ?? 'B';
  for (let at = start === undefined ? 0 : 2; at < text.length; ) {
    const [first = '', second = ''] = text.slice(at, at + 2);
    if (first === '>') {
      const literal = subset === 'C' ? undefined : LITERALS[second];
      if (second === '8') data.push(FNC1);
      else if (literal !== undefined) data.push(literal);
      subset = SWITCHES[subset][second] ?? subset;
      at += 2;
    } else if (subset !== 'C') {
      data.push(first);
      at += 1;
    } else if (/^\d\d$/.test(first + second)) {
      data.push(first, second);
      at += 2;
    } else at += 1;
  }
  return data;
}
