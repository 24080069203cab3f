import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announce } from '#common/announce.ts';
import { placeBefore } from '#shared/announcements/place.ts';
import { aRelease } from '../../../test/kit/announcement-world.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { announcements } from './announcements.ts';

let engine: Dynoxide;
let tenants = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const start = placeBefore(new Date(0));
const at = new Date('2026-03-01T10:00:00.000Z');
const store = () => announcements(engine.db, tables.deliveries);
const happens = (tenant: string, ...numbers: readonly number[]) =>
  announce(engine.db, tables.deliveries)(
    tenant,
    numbers.map((n) => aRelease(n)),
  );
const subject = (n: number) => aRelease(n).subject;
const subjects = (found: { announcements: readonly { subject: string }[] }) =>
  found.announcements.map((one) => one.subject);

describe('what happened', () => {
  test('is read in the order in which it happened, once it has its place', async () => {
    const tenant = `acme-${++tenants}`;
    await happens(tenant, 3, 1, 2);
    expect(subjects(await store().after(tenant, start, 100, at))).toEqual([]);
    await store().order(tenant, at);
    expect(subjects(await store().after(tenant, start, 100, at))).toEqual([1, 2, 3].map(subject));
  });

  test('is one announcement with one id, however often it is announced', async () => {
    const tenant = `acme-${++tenants}`;
    await happens(tenant, 1, 1);
    await store().order(tenant, at);
    await happens(tenant, 1);
    await happens(tenant, 1, 2);
    await store().order(tenant, at);
    expect(subjects(await store().after(tenant, start, 100, at))).toEqual([1, 2].map(subject));
    expect(await store().wait(tenant)).toBe(true); // nobody has been asked to look yet
    await store().noteAsked(tenant, (await store().unasked(tenant)) ?? '');
    expect(await store().wait(tenant)).toBe(false);
  });

  test('stands behind what stood there before, though a clock goes back', async () => {
    const tenant = `acme-${++tenants}`;
    await happens(tenant, 5);
    await store().order(tenant, new Date(at.getTime() + 3 * 86_400_000));
    const { upTo } = await store().after(tenant, start, 100, at);
    await happens(tenant, 1);
    await store().order(tenant, at);
    expect(subjects(await store().after(tenant, upTo, 100, at))).toEqual([subject(1)]);
  });

  test('is found by its id, and is of its tenant alone', async () => {
    const [tenant, other] = [`acme-${++tenants}`, `acme-${++tenants}`];
    await happens(tenant, ...Array.from({ length: 70 }, (_, n) => n));
    await store().order(tenant, at);
    const { announcements: all } = await store().after(tenant, start, 500, at);
    expect(all).toHaveLength(70);
    for (const one of [all[0], all[29], all[30], all[69]])
      expect(await store().get(tenant, one?.id ?? '')).toEqual(one);
    expect(await store().get(other, all[0]?.id ?? '')).toBeUndefined();
    expect(subjects(await store().after(other, start, 500, at))).toEqual([]);
  });

  test('is read page by page, over days, without gap or repetition', async () => {
    const tenant = `acme-${++tenants}`;
    for (let day = 0; day < 4; day++) {
      await happens(tenant, ...Array.from({ length: 35 }, (_, n) => day * 100 + n));
      await store().order(tenant, new Date(at.getTime() + day * 86_400_000));
    }
    const now = new Date(at.getTime() + 4 * 86_400_000);
    const seen: string[] = [];
    for (let place = start, more = true, pages = 0; more && pages < 50; pages++) {
      const page = await store().after(tenant, place, 10, now);
      seen.push(...subjects(page));
      ({ upTo: place, more } = page);
    }
    expect(seen).toEqual([0, 1, 2, 3].flatMap((day) => Array.from({ length: 35 }, (_, n) => subject(day * 100 + n))));
  });

  test('is not read past a gap that a transaction under way leaves', async () => {
    const tenant = `acme-${++tenants}`;
    await happens(tenant, 1);
    await store().order(tenant, at);
    await happens(tenant, 2);
    await store().order(tenant, at);
    await happens(tenant, 3);
    await store().order(tenant, at);
    const hidden = brokenClient(engine, () => false);
    // As a query may see it while the second transaction is being written: the third is there, the second not yet.
    hidden.middlewareStack.add(
      (next) => async (args) => {
        const done = await next(args);
        const output = Object(done.output);
        if (Array.isArray(output.Items))
          output.Items = output.Items.filter((item: object) => !JSON.stringify(item).includes('LOT2'));
        return done;
      },
      { step: 'initialize', priority: 'high' },
    );
    const seeing = announcements(hidden, tables.deliveries);
    expect(await seeing.after(tenant, start, 100, at)).toMatchObject({ more: true });
    expect(subjects(await seeing.after(tenant, start, 100, at))).toEqual([subject(1)]);
    // An hour later it is no transaction any more that hides it, but the row is gone.
    expect(subjects(await seeing.after(tenant, start, 100, new Date(at.getTime() + 3_600_000)))).toEqual(
      [1, 3].map(subject),
    );
  });

  test('is missed by no reader, whoever writes, orders and reads in whatever order, and dies in between', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ does: fc.constant('happen' as const), n: fc.nat(200) }) },
      {
        weight: 2,
        arbitrary: fc.record({ does: fc.constant('order' as const), skew: fc.integer({ min: -5_000, max: 5_000 }) }),
      },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('die' as const), before: fc.nat(4) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          does: fc.constant('read' as const),
          reader: fc.nat(1),
          limit: fc.integer({ min: 1, max: 40 }),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 10 }), { maxLength: 10 }), async (rounds) => {
        const tenant = `acme-${++tenants}`;
        const happened = new Set<string>();
        const readers = [0, 1].map(() => ({ place: start, seen: [] as string[], busy: false }));
        const read = async (reader: number, limit: number) => {
          const one = readers[reader];
          if (one === undefined || one.busy) return;
          one.busy = true;
          const page = await store().after(tenant, one.place, limit, at);
          one.seen.push(...subjects(page));
          one.place = page.upTo;
          one.busy = false;
        };
        for (const round of rounds)
          await Promise.all(
            round.map(async (step) => {
              if (step.does === 'read') return read(step.reader, step.limit);
              if (step.does === 'order') return void (await store().order(tenant, new Date(at.getTime() + step.skew)));
              if (step.does === 'happen') {
                await happens(tenant, step.n);
                return void happened.add(subject(step.n));
              }
              let left = step.before;
              const dying = announcements(
                brokenClient(engine, () => left-- <= 0),
                tables.deliveries,
              );
              await dying.order(tenant, at).catch(() => undefined);
            }),
          );
        await store().order(tenant, at);
        for (const [i, one] of readers.entries())
          for (let more = true, before = ''; more || before !== one.place; ) {
            before = one.place;
            await read(i, 100);
            more = false;
          }
        for (const { seen } of readers) {
          expect(seen).toEqual(readers[0]?.seen);
          expect(new Set(seen).size).toBe(seen.length);
          expect(new Set(seen)).toEqual(happened);
        }
      }),
      { numRuns: 25 },
    );
  });
});
