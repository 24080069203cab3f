import { environmentManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import * as v from 'valibot';
import { expect, test, vi } from 'vitest';
import { Problem } from '../api.ts';
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

/** How often a page asks within a minute, every two seconds, for what is answered so. */
async function timesAsked(type: string, endsAtNone?: true) {
  vi.useFakeTimers();
  environmentManager.setIsServer(() => false);
  try {
    const get = vi.fn(() => Promise.reject(new Problem({ type, title: 'Refused' })));
    const asking = askingFor({ get }, '/epcis/capture/nosuch', shape, {
      every: 2_000,
      ...(endsAtNone && { endsAtNone }),
    });
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const unsubscribe = new QueryObserver(client, asking).subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    unsubscribe();
    return get.mock.calls.length;
  } finally {
    vi.useRealTimers();
    environmentManager.setIsServer(() => true);
  }
}

test.each(['epcisException:NoSuchNameException', 'urn:seriate:problem:not-found'])(
  'what there is not, and will not be, is asked for once: %s',
  async (type) => {
    expect(await timesAsked(type, true)).toBe(1);
    expect(await timesAsked(type)).toBeGreaterThan(10);
  },
);

test('what was refused for another reason is asked for again', async () => {
  expect(await timesAsked('urn:seriate:problem:busy', true)).toBeGreaterThan(10);
});
