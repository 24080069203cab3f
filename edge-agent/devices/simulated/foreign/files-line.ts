import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { csvOf } from './facts-as-csv.ts';
import { epcisOf } from './facts-as-epcis.ts';
import type { Call, LineCalls, Said } from './line-calls.ts';

const anything = v.record(v.string(), v.unknown());
const resultShape = v.looseObject({ verdict: v.string(), answer: v.optional(anything, {}) });
const listed = v.object({ orders: v.array(v.object({ order: v.object({ order: v.string(), gtin: v.string() }) })) });
const factsShape = v.looseObject({ facts: v.array(v.record(v.string(), v.unknown())) });

/** What a call is as a file. */
const words: Readonly<Record<Call, string>> = {
  begin: 'begin',
  allocations: 'allocate',
  facts: 'take',
  returns: 'return',
  finish: 'finish',
};

export interface FilesLineSettings {
  readonly folder: string;
  /** How it writes down what has happened. EPCIS has no words for spoiled labels: those go as a call. */
  readonly form: 'json' | 'csv' | 'epcis';
  /** What names begin with, so that no result is another run's: they rise from run to run. */
  readonly run?: string | undefined;
  /** ISO 8601, for events. */
  readonly at: () => string;
  /** Lets time go by until it looks for a result again. */
  readonly wait: () => Promise<void>;
}

/** A line of another maker that drops files into a folder and waits for their results. */
export class FilesLine implements LineCalls {
  readonly #settings: FilesLineSettings;
  #dropped = 0;
  /** GTINs by order. */
  #gtins: ReadonlyMap<string, string> = new Map();

  constructor(settings: FilesLineSettings) {
    this.#settings = settings;
  }

  async orders(): Promise<unknown> {
    const orders: unknown = JSON.parse(await this.#waitFor('out', 'orders.json'));
    this.#gtins = new Map(v.parse(listed, orders).orders.map(({ order }) => [order.order, order.gtin]));
    return orders;
  }

  async say(call: Call, order: string, body: Readonly<Record<string, unknown>>): Promise<Said> {
    const { form, at, run = '' } = this.#settings;
    const name = `${run}${String(this.#dropped++).padStart(6, '0')}-${call}`;
    const facts = call === 'facts' ? v.parse(factsShape, body).facts : undefined;
    if (facts !== undefined && form === 'csv') return this.drop(`${order}~${name}.csv`, csvOf(facts));
    const document =
      facts !== undefined && form === 'epcis' ? epcisOf(facts, this.#gtins.get(order) ?? '', at()) : undefined;
    if (document !== undefined) return this.drop(`${order}~${name}.json`, document);
    return this.drop(`${name}.json`, JSON.stringify({ ...body, do: words[call], order }));
  }

  /** Drops a file as one should, under another name at first, and waits for its result. */
  async drop(name: string, content: string | Uint8Array): Promise<Said> {
    await this.write(`${name}.tmp`, content);
    await rename(this.#path('in', `${name}.tmp`), this.#path('in', name));
    return this.result(name);
  }

  /** Writes a file under a name of `in`, and waits for nothing. */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(join(this.#settings.folder, 'in'), { recursive: true });
    await writeFile(this.#path('in', name), content);
  }

  async result(name: string): Promise<Said> {
    const result = v.parse(resultShape, JSON.parse(await this.#waitFor('result', `${name}.result.json`)));
    const { verdict, answer, ...rest } = result;
    return { ok: verdict !== 'refused', body: { ...rest, ...answer, verdict } };
  }

  async #waitFor(folder: string, name: string): Promise<string> {
    for (;;) {
      try {
        return await readFile(this.#path(folder, name), 'utf8');
      } catch {
        await this.#settings.wait();
      }
    }
  }

  #path(folder: string, name: string): string {
    return join(this.#settings.folder, folder, name);
  }
}
