import { expect, test } from 'vitest';
import { soughtPage } from './sought-page.ts';

/** A list that is told in so many answers, of which one has a row. */
const list = (answers: number, withRow: number) => {
  const asked: string[] = [];
  const ask = async (at: string) => {
    asked.push(at);
    const n = Number(at);
    return { told: { rows: n === withRow ? ['row'] : [] }, next: n + 1 < answers ? String(n + 1) : undefined };
  };
  return { ask, asked };
};

test('what the first answers do not have is looked for in the following', async () => {
  const { ask, asked } = list(9, 4);
  expect(await soughtPage(ask, '0')).toEqual({ told: { rows: ['row'] }, next: '5', answers: 5 });
  expect(asked).toHaveLength(5);
});

test('a page with a row is one answer', async () => {
  expect(await soughtPage(list(9, 0).ask, '0')).toMatchObject({ next: '1', answers: 1 });
});

test('what is nowhere is looked for to the end', async () => {
  expect(await soughtPage(list(9, -1).ask, '0')).toEqual({ told: { rows: [] }, next: undefined, answers: 9 });
});

test('it is not looked for without end', async () => {
  const { ask, asked } = list(1_000, -1);
  expect(await soughtPage(ask, '0')).toMatchObject({ told: { rows: [] }, answers: 12 });
  expect(asked).toHaveLength(12);
});
