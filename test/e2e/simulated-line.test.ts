import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import type { SimulatedLine } from '../../edge-agent/devices/simulated/line.ts';
import { codeOf, openMiniAgent } from '../kit/mini-agent.ts';
import { never, startTestLine } from '../kit/simulated-line.ts';

const CARTONS = 60;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a simulated line behind its drivers', () => {
  let line: SimulatedLine;
  let agent: ReturnType<typeof openMiniAgent>;

  const start = async (faults: Faults) => {
    line = await startTestLine(faults);
    agent = openMiniAgent(line);
    await vi.waitFor(() => expect(agent.up()).toBe(true), 10_000);
  };
  const finished = (count: number) =>
    vi.waitFor(
      () => {
        const settled = agent.fates.length + agent.unknown.reduce((sum, { first, last }) => sum + last - first + 1, 0);
        expect(settled).toBe(count);
      },
      { timeout: 20_000 },
    );
  const run = async (faults: Faults) => {
    await start(faults);
    await agent.run(1, CARTONS);
    await finished(CARTONS);
    return line.ledger().cartons;
  };
  const told = () => agent.fates.map(({ sequence, fate }) => [sequence, fate]);
  const happened = () => line.ledger().cartons.map(({ sequence, fate }) => [sequence, fate]);

  afterEach(async () => {
    await agent.close();
    await line.close();
  });

  test('without faults every carton carries its own code and passes', async () => {
    const cartons = await run({});
    expect(cartons.map(({ printed }) => printed)).toEqual(upTo(CARTONS).map(codeOf));
    expect(told()).toEqual(upTo(CARTONS).map((sequence) => [sequence, 'passed']));
    expect(agent.reads.map(({ sequence }) => sequence)).toEqual(upTo(CARTONS));
    expect(line.ledger().labels).toEqual({ received: CARTONS, printed: CARTONS, cancelled: 0, waiting: [] });
  });

  test('bad print is rejected because it cannot be read or grades low, and never passes', async () => {
    const cartons = await run({ voidRate: 0.4, growthRate: 0.2, contrastRate: 0.2 });
    expect(told()).toEqual(happened());
    for (const { printed, read, grade = 0, fate } of cartons) {
      expect(fate).toBe(read === `]d2${printed}` && grade >= 2 ? 'passed' : 'rejected');
    }
    const rejects = cartons.filter(({ fate }) => fate === 'rejected');
    expect(rejects.length).toBeGreaterThan(5);
    expect(rejects.every(({ damage }) => damage !== undefined)).toBe(true);
    expect(agent.reads.some(({ text }) => text === undefined)).toBe(true);
  });

  test('the same seed makes the same damage', async () => {
    const faults = { voidRate: 0.3, growthRate: 0.1 };
    const damages = (await run(faults)).map(({ damage, grade }) => [damage, grade]);
    await agent.close();
    await line.close();
    expect((await run(faults)).map(({ damage, grade }) => [damage, grade])).toEqual(damages);
  });

  test('a slipped buffer puts the code before on every carton from there on', async () => {
    const cartons = await run({ bufferSlipAt: 10 });
    expect(cartons.slice(0, 9).every(({ fate }) => fate === 'passed')).toBe(true);
    for (const { carton, printed, fate } of cartons.slice(9)) {
      expect({ printed, fate }).toEqual({ printed: codeOf(carton - 1), fate: 'rejected' });
    }
    expect(agent.reads[20]?.text).toBe(`]d2${codeOf(20)}`);
    expect(line.ledger().labels.waiting).toEqual([codeOf(CARTONS)]);
  });

  test('a verdict that comes late does not save a carton', async () => {
    const cartons = await run({ lateVerdict: 0.3 });
    const late = cartons.filter(({ verdict }) => verdict === undefined);
    expect(late.length).toBeGreaterThan(3);
    expect(late.every(({ fate, read, printed }) => fate === 'rejected' && read === `]d2${printed}`)).toBe(true);
    expect(agent.reads).toHaveLength(CARTONS);
    expect(told()).toEqual(happened());
  });

  test('a missed trigger has no read and is rejected', async () => {
    const cartons = await run({ missedTriggerRate: 0.2 });
    const missed = cartons.filter(({ read }) => read === undefined);
    expect(missed.length).toBeGreaterThan(3);
    expect(missed.every(({ fate }) => fate === 'rejected')).toBe(true);
    expect(agent.reads).toHaveLength(CARTONS - missed.length);
  });

  test('a stuck gate lets a bad carton pass, and the fate told is the true one', async () => {
    await run({ gateStuckAt: 20, missedTriggerRate: 1 });
    expect(told()).toEqual(upTo(CARTONS).map((sequence) => [sequence, sequence < 20 ? 'rejected' : 'passed']));
  });

  test('a carton taken off before the camera shifts all codes after it', async () => {
    await start({ missingAtCamera: 5 });
    await agent.run(1, 10);
    await finished(9);
    expect(line.ledger().cartons[4]).toMatchObject({ printed: codeOf(5), fate: 'missing' });
    expect(agent.fates.map(({ fate }) => fate)).toEqual(
      upTo(9).map((sequence) => (sequence < 5 ? 'passed' : 'rejected')),
    );
  });

  test('lost connections to reader and PLC lose verdicts, but no fate', async () => {
    await start({ disconnectReaderAt: 10 });
    await agent.run(1, 30);
    await finished(30);
    expect(told()).toEqual(happened());
    expect(agent.reads.some(({ sequence }) => sequence === 10)).toBe(false);
    expect(agent.fates[9]?.fate).toBe('rejected');
    expect(agent.fates.at(-1)?.fate).toBe('passed');
  });

  test('open guards stop the belt where it is', async () => {
    await start({});
    await agent.run(1, 3);
    line.faults.guardOpen = true;
    const { triggers } = await agent.plc.status(never());
    await agent.plc.release(5, never());
    expect(await agent.plc.status(never())).toMatchObject({ triggers, guardOpen: true });
    line.faults.guardOpen = false;
    await finished(8);
  });
});
