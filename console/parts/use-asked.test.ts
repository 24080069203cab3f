import { QueryClient, QueryObserver } from '@tanstack/react-query';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { askingFor } from './use-asked.ts';

const shape = v.object({ of: v.string() });

/** Answers that somebody holds back until they are let go. */
function slowApi() {
  const waiting = new Map<string, (told: unknown) => void>();
  const get = <Shape extends v.GenericSchema>(path: string, told: Shape) =>
    new Promise<v.InferOutput<Shape>>((resolve) => {
      waiting.set(path, (answer) => resolve(v.parse(told, answer)));
    });
  return { api: { get }, answer: (path: string) => waiting.get(path)?.({ of: path }) };
}

/** What a page that asks for one path after the other shows while the second is not answered, and then. */
async function shownOnTheWay(keeps?: true) {
  const { api, answer } = slowApi();
  const optionsOf = (path: string) => askingFor(api, path, shape, keeps ? { keeps } : {});
  const observer = new QueryObserver(new QueryClient(), optionsOf('/first'));
  const unsubscribe = observer.subscribe(() => undefined);
  const shown = () => observer.getCurrentResult().data?.of;
  answer('/first');
  await expect.poll(shown).toBe('/first');
  observer.setOptions(optionsOf('/second'));
  const meanwhile = shown();
  answer('/second');
  await expect.poll(shown).toBe('/second');
  unsubscribe();
  return meanwhile;
}

test('facts of one thing are never shown as those of another that is asked for', async () => {
  expect(await shownOnTheWay()).toBeUndefined();
});

test('what a list offers while somebody types stands until the next is there', async () => {
  expect(await shownOnTheWay(true)).toBe('/first');
});
