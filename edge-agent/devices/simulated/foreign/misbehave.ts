import type { AtWork } from './at-work.ts';
import type { Said } from './line-calls.ts';

/** Everything that a line may say wrong, whatever it speaks. */
export async function misbehave(
  { order, say }: AtWork,
  packs: readonly string[],
  cases: readonly string[],
  spoiled: string,
): Promise<Record<string, Said>> {
  const [first = '', second = ''] = packs;
  const fact = (token: string, fact: object) => say('facts', { token, facts: [fact] });
  const born = (token: string, ...numbers: readonly string[]) => fact(token, { kind: 'commissioned', numbers });
  const wrongDigit = `${order.gtin.slice(0, -1)}${(Number(order.gtin.at(-1)) + 1) % 10}`;
  return {
    repeat: await say('allocations', { token: 'cases', level: 'case', count: cases.length }),
    'other content': await say('allocations', { token: 'cases', level: 'case', count: cases.length + 1 }),
    'check digit': await born('f1', `(01)${wrongDigit}(21)${first}`),
    'twice in a list': await born('f2', first, first),
    'foreign GTIN': await born('f3', '(01)09506000134352(21)12345'),
    'commissioned again': await born('f5', second),
    'encoded at last': await fact('f6', { kind: 'encoded', numbers: [spoiled] }),
    'in two cases': await fact('f4', {
      kind: 'packed',
      level: 'case',
      parent: cases.at(-1),
      children: [first, second],
    }),
  };
}
