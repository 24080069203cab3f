import { expect, test } from 'vitest';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { kept, pack } from '../../test/kit/unit-stories.ts';
import { containersOf } from './containers-of.ts';

const item = (n: number) => `https://id.gs1.org/01/09521321543218/21/S${n}`;
const unit = (n: number) => `https://id.gs1.org/00/${String(n).padStart(18, '0')}`;
const noon = '2026-12-31T12:00:00.000Z';
const PER_CASE = 100;

test('packs of a lot are asked about some thousand at once, and each container is found once, the lowest first', async () => {
  const packs = Array.from({ length: 12_000 }, (_, n) => item(n));
  const cases = Array.from({ length: packs.length / PER_CASE }, (_, n) => unit(n));
  const story = cases.map((one, n) => pack(5, one, packs.slice(n * PER_CASE, (n + 1) * PER_CASE)));
  const byEpc = new Map<string, ReturnType<typeof kept>>();
  for (const stored of kept(...story, pack(6, unit(900), cases)))
    for (const { epc } of mentionsOf(stored.event)) byEpc.set(epc, [...(byEpc.get(epc) ?? []), stored]);
  const most = { asked: 0 };
  const unitEvents = async (_: string, epcs: readonly string[]) => {
    most.asked = Math.max(most.asked, epcs.length);
    return [...new Set(epcs.flatMap((epc) => byEpc.get(epc) ?? []))];
  };
  const known = new Set(packs);
  const asked = { packs: known.values(), has: (epc: string) => known.has(epc) };
  const found = await containersOf(unitEvents, 'acme', asked, noon);
  expect(found.map(({ epc }) => epc)).toEqual([...cases, unit(900)]);
  expect(found.map(({ level }) => level)).toEqual([...cases.map(() => 1), 2]);
  expect(found.map(({ holds }) => holds)).toEqual([...cases.map(() => PER_CASE), cases.length]);
  expect(most.asked).toBe(5_000);
});
