import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { RecipeLevel } from '#shared/line/recipe.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { unpackEvent } from '#shared/trace/unpack.ts';
import type { Label } from '../../devices/device.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Acts, Signature } from '../../store/acts.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import type { Container, Containers, Named } from '../../store/containers.ts';
import { type Database, transaction } from '../../store/database.ts';
import { Inventory } from '../../store/inventory.ts';
import type { Journal } from '../../store/journal.ts';
import { type Pack, Packs } from '../../store/packs.ts';
import { OutOfNumbers, type Stock } from '../../store/stock.ts';
import { chunks, EPCS, grouped, type Place } from '../container-events.ts';
import type { Door } from '../door.ts';
import { epcOf } from '../packing/close-container.ts';
import { findScanned } from '../packing/look-up.ts';
import { Telling } from '../telling.ts';
import { type Answer, askWarehouse, recount, type Thing } from './ask-warehouse.ts';
import { Forbidden } from './forbidden.ts';

export interface ManualNeeds {
  readonly db: Database;
  readonly batches: Batches;
  readonly journal: Journal;
  readonly containers: Containers;
  readonly stock: Stock;
  readonly outbox: Outbox;
  readonly door: Door;
  readonly acts: Acts;
  /** The line at whose bench it is done. */
  readonly line: string;
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How a container is named: by what is scanned on it, or by its number where nothing can be scanned. */
export type ContainerRef = { readonly scan: string } | { readonly container: number };

/** How a pack is named of which nothing can be scanned. */
export interface SerialRef {
  readonly gtin: string;
  readonly serial: string;
}

/** What an act came to. */
export interface Outcome {
  readonly batch: number;
  readonly subject: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Labels to be printed once all is on disk. */
  readonly labels?: readonly Label[];
}

export interface Done extends Outcome {
  readonly act: number;
  readonly signature: Signature;
}

type About = { readonly at: string; readonly offset: string } & Place;

/** What people's acts have in common: the stores, what is scanned, and what the cloud is told. All of it is within one act's transaction. */
export class Bench {
  readonly needs: ManualNeeds;
  readonly packs: Packs;
  readonly signature: Signature;
  readonly #tellings = new Map<number, Telling>();
  readonly #events = new Map<number, EpcisEvent[]>();
  readonly #born: Pack[] = [];
  readonly #inventory: Inventory;

  constructor(needs: ManualNeeds, signature: Signature) {
    this.needs = needs;
    this.signature = signature;
    this.packs = new Packs(needs.db);
    this.#inventory = new Inventory(needs.db);
  }

  get who(): string {
    return this.signature.by;
  }

  get why(): string {
    return this.signature.reason ?? this.signature.meaning;
  }

  /** By whom, why and when, as the stores want it. */
  get by() {
    return { who: this.who, why: this.why, at: this.at };
  }

  get at(): string {
    return new Date(this.needs.now()).toISOString();
  }

  get containers(): Containers {
    return this.needs.containers;
  }

  batchOf(of: { readonly batch: number }): Batch {
    return this.needs.batches.get(of.batch);
  }

  levelOf(container: Container): RecipeLevel {
    const found = this.batchOf(container).recipe.levels.find(({ level }) => level === container.level);
    return found ?? forbid(refuse('conflict', `the recipe of batch ${container.batch} has no ${container.level}`));
  }

  /** The pack that bears a code. */
  pack(scan: string): Pack {
    const found = this.#find(scan);
    if ('pack' in found) return this.#here(found).pack;
    return forbid(
      refuse('conflict', `${found.container.epc} is a ${found.container.level}`, {
        at: '/scan',
        remedy: 'Scan a pack.',
      }),
    );
  }

  container(ref: ContainerRef): Container {
    if ('container' in ref) {
      const found = this.containers.find(ref.container);
      if (found === undefined)
        return forbid(refuse('not-found', `there is no container ${ref.container}`, { at: '/container' }));
      return this.#here({ container: found }).container;
    }
    const found = this.#find(ref.scan);
    if ('container' in found) return this.#here(found).container;
    return forbid(
      refuse('conflict', `${found.pack.serial} is a pack`, { at: '/scan', remedy: 'Scan a case or a pallet.' }),
    );
  }

  /** A pack by its number. */
  bySerial({ gtin, serial }: SerialRef): Pack {
    const pack = this.packs.find(gtin, serial);
    if (pack === undefined) return forbid(refuse('not-found', 'there is no such pack', { at: '/serial' }));
    return this.#here({ pack }).pack;
  }

  /** Whatever bears a code, or has a number. */
  either(ref: ContainerRef | SerialRef): { readonly pack: Pack } | { readonly container: Container } {
    if ('serial' in ref) return { pack: this.bySerial(ref) };
    return 'container' in ref ? { container: this.container(ref) } : this.#here(this.#find(ref.scan));
  }

  epcOf(pack: Pack): string {
    return epcOf(this.needs, pack);
  }

  /** The telling of a batch; what it stamps comes after whatever was told before. */
  telling(of: { readonly batch: number }): Telling {
    const known = this.#tellings.get(of.batch);
    if (known !== undefined) return known;
    const made = new Telling(this.needs, this.batchOf(of));
    this.#tellings.set(of.batch, made);
    return made;
  }

  /** Tells the cloud of packs or containers of a batch, in events that a message can hold. */
  say(
    of: { readonly batch: number },
    epcs: readonly string[],
    event: (epcs: readonly string[], about: About) => EpcisEvent,
  ): void {
    if (epcs.length === 0) return;
    const telling = this.telling(of);
    const about = { ...telling.stamp(), ...telling.place };
    const events = chunks(epcs, EPCS).map((part) => event(part, about));
    this.#events.set(of.batch, [...(this.#events.get(of.batch) ?? []), ...events]);
  }

  /** Takes a pack out of the open or opened container that it is in, if any. */
  takeOut(pack: Pack): Pack {
    if (pack.container === undefined) return pack;
    const from = this.containers.get(pack.container);
    this.mustBeOpen(from, pack.serial);
    this.packs.takeOut(pack);
    this.changed(from);
    if (from.closedAt !== undefined && from.epc !== undefined)
      this.sayUnpacked({ ...from, epc: from.epc }, [this.epcOf(pack)]);
    return { ...pack, container: undefined };
  }

  sayUnpacked(parent: Named, children: readonly string[]): void {
    this.say(parent, children, (part, about) => unpackEvent({ parent: parent.epc, children: part, ...about }));
  }

  /** What is in a closed container stays in it until somebody opens it. */
  mustBeOpen(container: Container, what: string): void {
    const { state, level, epc } = container;
    this.mustNotBeAtPacker(container);
    if (state === 'open' || state === 'opened') return;
    forbid(
      refuse('conflict', `${what} is in ${level} ${epc}, which is ${state}`, {
        rule: 'EPCIS 2.0 §7.4.3: what is packed is unpacked before anything else becomes of it',
        remedy: `Open that ${level} first.`,
      }),
    );
  }

  /** The packer counts layers into a case and pushes it out by itself: a pack less in the records would shift every case behind it. */
  mustNotBeAtPacker(container: Container): void {
    const { state, level } = container;
    if (state !== 'open' || this.levelOf(container).read !== 'layer' || this.batchOf(container).state === 'closing')
      return;
    forbid(
      refuse('conflict', `the packer is filling that ${level}`, {
        remedy: `Wait until that ${level} is closed, and open it.`,
      }),
    );
  }

  /** What stands in a warehouse by itself ends there, where its stock is kept. */
  mustNotBeStored(thing: Thing): void {
    const { ends } = this.#ask(thing);
    if (ends !== undefined) forbid(ends);
  }

  /** What has left, or is changed in the warehouse, is not changed at a line. */
  #here<Of extends Thing>(thing: Of): Of {
    const { changes } = this.#ask(thing);
    return changes === undefined ? thing : forbid(changes);
  }

  /** Something went into a container or came out of it. */
  changed(container: Container): void {
    recount({ inventory: this.#inventory, containers: this.containers }, container, this.by);
  }

  #ask(thing: Thing): Answer {
    const own = 'pack' in thing ? this.epcOf(thing.pack) : thing.container.epc;
    return askWarehouse({ inventory: this.#inventory, containers: this.containers }, thing, own);
  }

  /** Notes packs of whose beginning was said, once that is handed over. */
  told(packs: readonly Pack[]): void {
    this.#born.push(...packs);
  }

  /** Hands over what was said, in the order in which it was. */
  flush(): void {
    for (const [batch, events] of this.#events) {
      for (const group of grouped(events)) this.telling({ batch }).tell(group);
    }
    this.#events.clear();
    this.packs.told(this.#born.splice(0));
  }

  #find(scan: string): { readonly pack: Pack } | { readonly container: Named } {
    const { batches } = this.needs;
    const found = findScanned({ packs: this.packs, containers: this.containers, batches }, scan);
    if (isRefusal(found)) return forbid({ ...found, at: '/scan' });
    return found ?? forbid(refuse('not-found', 'what was scanned is of no batch of this site', { at: '/scan' }));
  }
}

/** Ends an act that may not be. */
export function forbid(refusal: Refusal): never {
  throw new Forbidden(refusal);
}

/**
 * Does something that a person has signed for, as one transaction: what changes, the audit trail, the signed act and what the cloud is told are
 * on disk together or not at all.
 *
 * @returns the refusal when it may not be done; then nothing has changed
 */
export function act(
  needs: ManualNeeds,
  kind: string,
  signature: Signature,
  work: (bench: Bench) => Outcome,
): Done | Refusal {
  try {
    return transaction(needs.db, () => {
      const bench = new Bench(needs, signature);
      const outcome = work(bench);
      bench.flush();
      const { batch, subject, body } = outcome;
      const number = needs.acts.append({ line: needs.line, batch, kind, subject, signature, body });
      return { ...outcome, act: number, signature };
    });
  } catch (error) {
    if (error instanceof Forbidden) return error.refusal;
    if (error instanceof OutOfNumbers) {
      return refuse('pool-exhausted', error.message, { remedy: 'Wait until the site has more numbers of that pool.' });
    }
    throw error;
  }
}
