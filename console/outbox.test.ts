import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from './api.ts';
import { type OnItsWay, type Outgoing, outbox } from './outbox.ts';

let leaving: ((event: { preventDefault(): void }) => void)[];

/** The browser's tab, and its store. */
beforeEach(() => {
  leaving = [];
  const items = new Map<string, string>();
  vi.stubGlobal('window', { addEventListener: (_: string, listener: (typeof leaving)[0]) => leaving.push(listener) });
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
  });
});

/** Sends files, each of which goes until it is told to arrive or to fail. */
function sending(names: readonly string[]) {
  const box = outbox('sent');
  const going = new Map<string, OnItsWay & { arrive: (as: string) => void; fail: (error: unknown) => void }>();
  const send = (file: File, way: OnItsWay) =>
    new Promise<string>((arrive, fail) => {
      going.set(file.name, { ...way, arrive, fail });
      way.signal.addEventListener('abort', () => fail(new Problem({ title: 'Cancelled' })));
    });
  box.send(
    names.map((name) => new File(['12345'], name)),
    send,
  );
  const states = () => box.list().map(({ name, state }) => `${name} ${state}`);
  const goes = (name: string) => vi.waitFor(() => expect(going.has(name)).toBe(true));
  return { box, going, states, goes };
}

const asksToStay = () => {
  let isAsked = false;
  for (const listener of leaving) listener({ preventDefault: () => (isAsked = true) });
  return isAsked;
};

describe('files that are sent', () => {
  test('go one after the other, the newest first in the list, with how far each is', async () => {
    const { box, going, states, goes } = sending(['a', 'b']);
    await goes('a');
    expect(states()).toEqual(['b waiting', 'a going']);
    going.get('a')?.onProgress(0.5);
    expect(box.list()[1]).toMatchObject({ share: 0.5, bytes: 5 });
    going.get('a')?.arrive('job-a');
    await goes('b');
    expect(states()).toEqual(['b going', 'a arrived']);
    expect(box.list()[1]).toMatchObject({ arrivedAs: 'job-a' });
  });

  test('go on when one of them is refused, which says why', async () => {
    const { box, going, goes } = sending(['a', 'b']);
    await goes('a');
    going.get('a')?.fail(new Problem({ title: 'Not valid' }));
    await goes('b');
    expect(box.list()[1]).toMatchObject({ state: 'refused', problem: { said: { title: 'Not valid' } } });
  });

  test('are cancelled on their way, and before they went', async () => {
    const { box, going, states, goes } = sending(['a', 'b', 'c']);
    await goes('a');
    const idOf = (name: string) => box.list().find((one: Outgoing) => one.name === name)?.id ?? '';
    box.cancel(idOf('b'));
    box.cancel(idOf('a'));
    await goes('c');
    expect(states()).toEqual(['c going', 'b refused', 'a refused']);
    expect(going.has('b')).toBe(false);
  });

  test('are asked about when the tab is closed while one is on its way, and not afterwards', async () => {
    const { going, goes } = sending(['a']);
    await goes('a');
    expect(asksToStay()).toBe(true);
    going.get('a')?.arrive('job-a');
    await vi.waitFor(() => expect(asksToStay()).toBe(false));
  });

  test('that have arrived are found again after a reload, until they are taken out of the list', async () => {
    const { box, going, goes, states } = sending(['a']);
    await goes('a');
    going.get('a')?.arrive('job-a');
    await vi.waitFor(() => expect(states()).toEqual(['a arrived']));
    const again = outbox('sent');
    expect(again.list()).toMatchObject([{ name: 'a', state: 'arrived', arrivedAs: 'job-a' }]);
    expect(outbox('others').list()).toEqual([]);
    box.forget(box.list()[0]?.id ?? '');
    expect(outbox('sent').list()).toEqual([]);
  });
});
