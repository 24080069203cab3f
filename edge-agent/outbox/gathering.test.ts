import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_MESSAGE_BYTES } from '#shared/messages/agent-to-cloud.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { temporary } from '../testing/builders.ts';
import { LINE, namesIn, Plant } from '../testing/outbox-plant.ts';
import { MOST_EVENTS } from './to-seal.ts';

/** The events of the n-th container, which bear its name; `packs` make them as large as they are to be. */
const container = (number: number, events: number, packs: number) =>
  Array.from({ length: events }, (_, part) =>
    packEvent({
      parent: `urn:epc:id:sscc:9521234.${number}-${part}`,
      children: Array.from({ length: packs }, (_, pack) => `urn:epc:id:sgtin:9521234.000001.${number}-${part}-${pack}`),
      at: new Date(1_772_000_000_000 + number).toISOString(),
      offset: '+01:00',
      readPoint: 'urn:epc:id:sgln:9521234.00001.1',
      bizLocation: 'urn:epc:id:sgln:9521234.00001.0',
    }),
  );
type Events = ReturnType<typeof container>;
const namesOf = (events: Events) => events.map((event) => v.parse(v.object({ parentID: v.string() }), event).parentID);

const steps = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('case' as const),
      events: fc.integer({ min: 1, max: 12 }),
      packs: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 40 }) }, fc.nat({ max: 150 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('later' as const), ms: fc.integer({ min: -2_000, max: 20_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), every: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('die' as const), after: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('send now' as const, 'away' as const, 'back' as const) }) },
);
type Step = typeof steps extends fc.Arbitrary<infer Value> ? Value : never;

/** Tells the n-th container; answers whether it is known to be on disk. */
function tell(plant: Plant, events: Events): boolean {
  let kept = false;
  plant.step(({ outbox }) => {
    outbox.gather(LINE, 1, 'acme', events, plant.now);
    kept = true;
  });
  return kept;
}

function doStep(plant: Plant, step: Exclude<Step, { kind: 'case' }>): void {
  const { cloud } = plant;
  if (step.kind === 'die') plant.restart(step.after);
  if (step.kind === 'later') plant.now += step.ms;
  if (step.kind === 'away') cloud.up = false;
  if (step.kind === 'back') cloud.up = true;
  plant.step(({ sender }) => {
    if (step.kind === 'answer') {
      const captured = [...cloud.bodies.keys()].filter((sequence) => sequence % step.every === 0);
      cloud.answer(JSON.stringify({ captured, refused: [] }));
    }
    if (step.kind === 'send now') sender.sendNow();
    else sender.wake();
  });
}

/** With power that lasts, lets everything go and answers for it until nothing is left. */
function empty(plant: Plant): void {
  plant.restart();
  plant.cloud.up = true;
  for (let round = 0; plant.outbox.depth() + plant.outbox.gathering() > 0; round++) {
    if (round > 1_000) throw new Error('the outbox is never empty');
    plant.now += 60_000;
    plant.step(({ sender }) => sender.sendNow());
    plant.step(() => plant.cloud.answer(JSON.stringify({ captured: [...plant.cloud.bodies.keys()], refused: [] })));
  }
}

describe('whatever arrives, is answered for, or fails', () => {
  test('every container is told once and in order, in messages within the limits, and a sequence never changes', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 60 }), (all) => {
        const { directory, remove } = temporary();
        const plant = new Plant(directory);
        try {
          const told: { names: string[]; sure: boolean }[] = [];
          for (const [number, step] of all.entries()) {
            if (step.kind !== 'case') doStep(plant, step);
            else {
              const events = container(number, step.events, step.packs);
              told.push({ names: namesOf(events), sure: tell(plant, events) });
            }
          }
          empty(plant);
          const { cloud } = plant;
          const known = new Set(cloud.told);
          // What the power failed in may be on disk or not, but is so as a whole.
          const kept = told.filter(({ names, sure }) => sure || names.some((name) => known.has(name)));
          expect(cloud.told).toEqual(kept.flatMap(({ names }) => names));
          expect(cloud.changed).toBe(false);
          for (const body of cloud.bodies.values()) {
            expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_MESSAGE_BYTES);
            expect(namesIn(body).length).toBeLessThanOrEqual(MOST_EVENTS);
          }
        } finally {
          plant.stop();
          remove();
        }
      }),
      { numRuns: 80 },
    );
  }, 120_000);
});

describe('the outbox', () => {
  let home: ReturnType<typeof temporary>;
  let plant: Plant;
  beforeEach(() => {
    home = temporary();
    plant = new Plant(home.directory);
  });
  afterEach(() => {
    plant.stop();
    home.remove();
  });
  const sizes = () => [...plant.cloud.bodies.values()].map((body) => namesIn(body).length);
  const wakeAfter = (ms: number) => {
    plant.now += ms;
    plant.step(({ sender }) => sender.wake());
  };

  test('sends cases of half a minute as one message, also when it was started again meanwhile', () => {
    tell(plant, container(1, 3, 10));
    wakeAfter(10_000);
    plant.restart();
    tell(plant, container(2, 3, 10));
    wakeAfter(19_999);
    expect(sizes()).toEqual([]);
    wakeAfter(1);
    expect(sizes()).toEqual([6]);
  });

  test('goes on gathering while the broker is away, and sends fewer, larger messages then', () => {
    plant.cloud.up = false;
    for (let number = 0; number < 30; number++) {
      tell(plant, container(number, 3, 10));
      wakeAfter(60_000);
    }
    plant.cloud.up = true;
    wakeAfter(0);
    expect(sizes()).toEqual([24, 24, 24, 18]);
  });

  test('makes of large containers messages that the broker takes', () => {
    for (let number = 0; number < 4; number++) tell(plant, container(number, 4, 500));
    wakeAfter(30_000);
    expect(sizes()).toEqual([4, 4, 4, 4]);
  });

  test('tells what was gathered ahead of what is posted after it', () => {
    tell(plant, container(1, 3, 10));
    plant.outbox.append(LINE, 1, { kind: 'epcis', owner: 'acme', document: {} }, plant.now);
    const [first, second] = plant.outbox.waiting(LINE, 10);
    expect(namesIn(plant.outbox.body(LINE, first?.sequence ?? 0))).toHaveLength(3);
    expect(second?.sequence).toBe((first?.sequence ?? 0) + 1);
    expect(plant.outbox.gathering()).toBe(0);
  });

  test('knows a line that has only gathered yet', () => {
    tell(plant, container(1, 3, 10));
    expect(plant.outbox.lines()).toEqual([LINE]);
  });

  test('takes no container that no message could hold', () => {
    expect(() => tell(plant, container(1, 1, 4_000))).toThrow('more than the broker takes');
    expect(plant.outbox.gathering()).toBe(0);
  });
});
