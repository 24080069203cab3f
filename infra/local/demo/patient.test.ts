import { expect, test } from 'vitest';
import { Answered } from './client.ts';
import { patient } from './patient.ts';

const never = new AbortController().signal;
const soon = { signal: never, againMs: 1 };

const failing = (times: number, error: unknown) => {
  let asked = 0;
  const ask = async () => {
    if (asked++ < times) throw error;
    return asked;
  };
  return ask;
};

test.each([
  ['a 503', new Answered(503, 'busy')],
  ['no answer in time', new DOMException('late', 'TimeoutError')],
  ['no connection', new TypeError('fetch failed')],
])('after %s it asks again', async (_, error) => {
  expect(await patient(failing(2, error), soon)).toBe(3);
});

test.each([
  ['a refusal', new Answered(404, 'no such lot')],
  ['an answer of another shape', new Error('Invalid key')],
])('after %s it does not', async (_, error) => {
  await expect(patient(failing(1, error), soon)).rejects.toBe(error);
});

test('its patience ends', async () => {
  const error = new Answered(500, 'down');
  await expect(patient(failing(9, error), { ...soon, patienceMs: 0 })).rejects.toBe(error);
});

test('it ends at once when told to', async () => {
  const giveUp = new AbortController();
  const asked = patient(failing(9, new Answered(500, 'down')), { signal: giveUp.signal, againMs: 60_000 });
  giveUp.abort();
  await expect(asked).rejects.toThrow('abort');
});
