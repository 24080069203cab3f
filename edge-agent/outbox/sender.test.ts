import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_MESSAGE_BYTES } from '#shared/messages/agent-to-cloud.ts';
import { resolveMessage } from '../site/resolve-message.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { signature } from '../testing/hand-bench.ts';
import { bodyText } from './pack-body.ts';
import { type Broker, Sender } from './sender.ts';

class FakeBroker implements Broker {
  up = true;
  failing = false;
  readonly published: { topic: string; body: Uint8Array }[] = [];
  readonly listeners = new Map<string, (body: string) => void>();
  reconnect: () => void = () => undefined;
  connected = () => this.up;
  async publish(topic: string, body: string | Uint8Array): Promise<void> {
    if (this.failing) throw new Error('no connection');
    this.published.push({ topic, body: Buffer.from(body) });
  }
  subscribe(topic: string, listener: (body: string) => void): void {
    this.listeners.set(topic, listener);
  }
  onConnected(listener: () => void): void {
    this.reconnect = listener;
  }
  get sequences(): number[] {
    return this.published.map(({ body }) => JSON.parse(bodyText(body)).sequence);
  }
}

let home: ReturnType<typeof temporary>;
let stores: Stores;
let broker: FakeBroker;
let sender: Sender;
let now: number;
/** How far the computer's clock was set ahead. */
let ahead: number;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  stores.batches.create(anOrder(), at);
  broker = new FakeBroker();
  [now, ahead] = [1_000, 0];
  sender = senderNow();
});
afterEach(() => {
  sender.stop();
  stores.db.close();
  home.remove();
});

const senderNow = (lines = ['line-1']) =>
  new Sender({
    ...stores,
    broker,
    tenant: 'packright',
    site: 'plant',
    lines,
    gatherMs: 30_000,
    now: () => now + ahead,
    ticks: () => now,
    log: () => undefined,
  });
const post = (count = 1, line = 'line-1') =>
  Array.from({ length: count }, (_, index) =>
    stores.outbox.append(line, 1, { kind: 'epcis', owner: 'acme', document: { index } }, 1_000),
  );
const answer = (body: unknown) =>
  broker.listeners.get('seriate/packright/plant/line-1/ack')?.(typeof body === 'string' ? body : JSON.stringify(body));

describe('the sender', () => {
  test('sends in order on the line’s topic, and each message once', () => {
    const sequences = post(3);
    sender.wake();
    sender.wake();
    expect(broker.sequences).toEqual(sequences);
    expect(broker.published[0]?.topic).toBe('seriate/packright/plant/line-1/capture');
  });

  test('keeps a message until the repository has answered for it, whatever the broker says', () => {
    const [first = 0, second = 0] = post(2);
    sender.wake();
    expect(stores.outbox.depth()).toBe(2);
    answer({ captured: [second], refused: [] });
    expect(stores.outbox.waiting('line-1', 10).map(({ sequence }) => sequence)).toEqual([first]);
    answer({ captured: [first], refused: [] });
    expect(stores.outbox.depth()).toBe(0);
  });

  test('sends again what was not answered for in time, and waits longer every time', () => {
    const [sequence] = post();
    sender.wake();
    now += 15_000;
    sender.wake();
    now += 15_000;
    sender.wake();
    expect(broker.sequences).toEqual([sequence, sequence]);
    now += 15_000;
    sender.wake();
    expect(broker.sequences).toEqual([sequence, sequence, sequence]);
  });

  test('sends again in time when the clock of the computer is set back', () => {
    const [sequence] = post();
    sender.wake();
    ahead = -6 * 3_600_000;
    now += 15_000;
    sender.wake();
    expect(broker.sequences).toEqual([sequence, sequence]);
  });

  test('sends nothing more once it is stopped, and leaves what is answered then to the next one', () => {
    const [first] = post(2);
    sender.wake();
    sender.stop();
    answer({ captured: [first], refused: [] });
    now += 15_000;
    sender.wake();
    sender.sendNow();
    expect(broker.published).toHaveLength(2);
    expect(stores.outbox.depth()).toBe(2);
  });

  test('sends again after a restart', () => {
    const sequences = post(2);
    sender.wake();
    sender.stop();
    sender = senderNow();
    sender.wake();
    expect(broker.sequences).toEqual([...sequences, ...sequences]);
  });

  test('sends nothing while the broker is away, and everything once it is back', () => {
    broker.up = false;
    const sequences = post(3);
    sender.wake();
    expect(broker.published).toEqual([]);
    broker.up = true;
    broker.reconnect();
    expect(broker.sequences).toEqual(sequences);
  });

  test('sends again what could not be handed over', async () => {
    const [sequence] = post();
    broker.failing = true;
    sender.wake();
    await Promise.resolve();
    await Promise.resolve();
    broker.failing = false;
    sender.wake();
    expect(broker.sequences).toEqual([sequence]);
  });

  test('sets aside what the repository refuses, shows it, and sends the rest', () => {
    const [first = 0, second = 0] = post(2);
    sender.wake();
    answer({ captured: [], refused: [{ sequence: first, detail: 'no such product' }] });
    expect(stores.outbox.exceptions()).toEqual([{ line: 'line-1', sequence: first, detail: 'no such product' }]);
    expect(stores.outbox.waiting('line-1', 10).map(({ sequence }) => sequence)).toEqual([second]);
  });

  test.each(['not JSON', '{}', '{"captured":"all","refused":[]}'])('forgets nothing for the answer %s', (body) => {
    post();
    sender.wake();
    answer(body);
    expect(stores.outbox.depth()).toBe(1);
  });

  test('outlives a disk that is full, and forgets nothing that it could not note', () => {
    const [sequence] = post();
    sender.wake();
    const exec = stores.db.exec.bind(stores.db);
    stores.db.exec = (sql) => {
      if (sql === 'COMMIT') throw new Error('disk full');
      exec(sql);
    };
    answer({ captured: [sequence], refused: [] });
    stores.db.exec = exec;
    expect(stores.outbox.depth()).toBe(1);
    answer({ captured: [sequence], refused: [] });
    expect(stores.outbox.depth()).toBe(0);
  });

  test('makes nothing of an answer that comes twice', () => {
    const [sequence] = post();
    sender.wake();
    answer({ captured: [sequence], refused: [] });
    answer({ captured: [sequence], refused: [] });
    expect(stores.outbox.depth()).toBe(0);
  });

  test('holds a lot report back until everything before it is answered for, and then knows the batch as reported', () => {
    const [first = 0] = post();
    const report = { kind: 'lot-report', owner: 'acme', report: aReport } as const;
    const last = stores.outbox.append('line-1', 1, report, 1_000);
    stores.db.exec("UPDATE batches SET state = 'closed'");
    sender.wake();
    expect(broker.sequences).toEqual([first]);
    answer({ captured: [first], refused: [] });
    expect(broker.sequences).toEqual([first, last]);
    answer({ captured: [last], refused: [] });
    expect(stores.batches.get(1).state).toBe('reported');
  });

  test('holds a lot report back while something of its lot is refused, and no other lot’s', () => {
    stores.batches.create(anOrder({ order: 'two', lot: 'LOT43' }), at);
    const report = { kind: 'lot-report', owner: 'acme', report: aReport } as const;
    const [bad = 0] = post();
    const [, next] = [1, 2].map((batch) => stores.outbox.append('line-1', batch, report, 1_000));
    stores.db.exec("UPDATE batches SET state = 'closed'");
    sender.wake();
    answer({ captured: [], refused: [{ sequence: bad, detail: 'no such product' }] });
    expect(broker.sequences).toEqual([bad, next]);
    resolveMessage(stores, { line: 'line-1', sequence: bad }, 'resend', signature);
    sender.wake();
    expect(broker.sequences).toEqual([bad, next, bad]);
    answer({ captured: [], refused: [{ sequence: bad, detail: 'no such product' }] });
    resolveMessage(stores, { line: 'line-1', sequence: bad }, 'corrected', signature);
    answer({ captured: [next], refused: [] });
    expect(stores.outbox.setAside.list()).toEqual([]);
    expect(broker.sequences).toHaveLength(4);
    expect(stores.acts.of(1)).toMatchObject([
      { body: { how: 'resend' } },
      { body: { how: 'corrected', kind: 'epcis' } },
    ]);
  });

  test('takes lines in turn, so that the backlog of one keeps no other waiting', () => {
    sender.stop();
    sender = senderNow(['line-1', 'line-2']);
    post(150);
    post(3, 'line-2');
    sender.wake();
    expect(broker.published.slice(0, 8).map(({ topic }) => topic.split('/')[3])).toEqual([
      ...['line-1', 'line-2', 'line-1', 'line-2', 'line-1', 'line-2'],
      ...['line-1', 'line-1'],
    ]);
  });

  test('sends what is there although nothing more can be sealed', () => {
    const [sequence] = post();
    stores.outbox.seal = () => {
      throw new Error('disk full');
    };
    sender.wake();
    expect(broker.sequences).toEqual([sequence]);
  });

  test('has no more than 200 messages on the way, and no more than the broker’s pace allows', () => {
    post(300);
    sender.wake();
    expect(broker.published.length).toBeLessThanOrEqual(90);
    for (let second = 0; second < 10; second++) {
      now += 1_000;
      sender.wake();
    }
    expect(broker.published.length).toBe(200);
  });
});

describe('the outbox', () => {
  test('never gives a sequence twice, also when its messages are gone', () => {
    const sequences = post(2);
    stores.outbox.captured('line-1', sequences);
    expect(post(1)[0]).toBe((sequences[1] ?? 0) + 1);
  });

  test('takes no message that the broker would not take', () => {
    const document = 'x'.repeat(MOST_MESSAGE_BYTES);
    expect(() => stores.outbox.append('line-1', 1, { kind: 'epcis', owner: 'acme', document }, 1)).toThrow('more than');
  });
});

const aReport = {
  order: 'order-1',
  gtin: '09521234000013',
  lot: 'LOT42',
  printed: 1,
  commissioned: 1,
  rejected: 0,
  sampled: 0,
  destroyed: 0,
  unaccounted: 0,
  cases: 1,
  pallets: 1,
  rejects: {},
  shippable: [],
  startedAt: at,
  closedAt: at,
};
