import type { Random } from '../../edge-agent/devices/simulated/random.ts';
import type { Done, ManualNeeds } from '../../edge-agent/line/manual/bench.ts';
import { complete } from '../../edge-agent/line/manual/complete.ts';
import { decommission, destroy } from '../../edge-agent/line/manual/end.ts';
import { open } from '../../edge-agent/line/manual/open.ts';
import { relabel } from '../../edge-agent/line/manual/relabel.ts';
import { replaceChild } from '../../edge-agent/line/manual/replace-child.ts';
import { reprintLabel } from '../../edge-agent/line/manual/reprint-label.ts';
import { sample } from '../../edge-agent/line/manual/sample.ts';
import { scanBack } from '../../edge-agent/line/manual/scan-back.ts';
import { split } from '../../edge-agent/line/manual/split.ts';
import type { Named } from '../../edge-agent/store/containers.ts';
import { Packs } from '../../edge-agent/store/packs.ts';
import { labelCode, packCode } from '../../edge-agent/testing/packing-bench.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { GTIN, handSignature as signature } from './hands.ts';
import { type ByHand, nothingByHand } from './report-sums.ts';

/** The person at the bench of a line: does acts on packs and cases as a seed has it, and keeps what they come to. */
export class BenchHands {
  readonly states = new Map<string, string>();
  readonly acts: string[] = [];
  readonly refusals: string[] = [];
  #sums: ByHand = nothingByHand;
  readonly #needs: ManualNeeds;
  readonly #packs: Packs;
  readonly #random: Random;

  constructor(needs: ManualNeeds, random: Random) {
    this.#needs = needs;
    this.#packs = new Packs(needs.db);
    this.#random = random;
  }

  /** What it comes to, by the terms of the report. */
  get sums(): ByHand {
    return this.#sums;
  }

  /** Does one act, on whatever there is to do it on. */
  act(): void {
    const [kase] = this.#needs.containers.loose(1, 'case');
    const [loose] = this.#packs.loose(1);
    const rejected = this.#rejected();
    const all = [
      ...(rejected === undefined ? [] : [() => this.#relabel(rejected, false)]),
      ...(loose === undefined
        ? []
        : [() => this.#end(loose.serial, 'sampled'), () => this.#relabel(loose.serial, true)]),
      ...(kase === undefined ? [] : [() => this.#thin(kase), () => this.#swap(kase), () => this.#part(kase)]),
    ];
    all[Math.floor(this.#random() * all.length)]?.();
  }

  /** Good packs that nobody counts are kept as samples: at the end of a batch none may be left over. */
  tidy(): void {
    const passed = new Set(this.#packs.passed(1, 1_000).map(({ serial }) => serial));
    for (const { serial } of this.#packs.loose(1)) if (!passed.has(serial)) this.#end(serial, 'sampled');
  }

  #rejected(): string | undefined {
    const row = this.#needs.db.prepare("SELECT serial FROM units WHERE state = 'rejected' ORDER BY ordinal").get();
    return row === undefined ? undefined : String(row['serial']);
  }

  #did(what: string, done: Done | Refusal): Done | undefined {
    this.acts.push(what);
    if (!isRefusal(done)) return done;
    this.refusals.push(`${what}: ${done.detail}`);
    return undefined;
  }

  #count(term: keyof ByHand): void {
    this.#sums = { ...this.#sums, [term]: this.#sums[term] + 1 };
  }

  #end(serial: string, how: 'sampled' | 'destroyed' | 'decommissioned'): void {
    const does = { sampled: this.#sample, destroyed: destroy, decommissioned: decommission };
    if (this.#did(how, does[how](this.#needs, { gtin: GTIN, serial }, signature)) === undefined) return;
    this.states.set(serial, how);
    this.#count(how);
  }

  readonly #sample = (needs: ManualNeeds, { serial }: { serial: string }, by: typeof signature) =>
    sample(needs, { scan: packCode(serial), kind: 'retention' }, by);

  /** The new label is read back, printed again first, or never seen again. */
  #relabel(serial: string, wasGood: boolean): void {
    const done = this.#did('relabel', relabel(this.#needs, { gtin: GTIN, serial }, signature));
    if (done === undefined) return;
    this.states.set(serial, 'decommissioned');
    if (wasGood) this.#count('decommissioned');
    const named = { gtin: GTIN, serial: String(done.body['serial']) };
    const luck = this.#random();
    if (luck < 0.3) {
      this.#did('destroy a label', destroy(this.#needs, named, signature));
      this.states.set(named.serial, 'destroyed');
      this.#count('label scrapped');
      return;
    }
    if (luck < 0.6) this.#did('reprint-label', reprintLabel(this.#needs, named, signature));
    const read = scanBack(this.#needs, packCode(named.serial), signature.by);
    if (isRefusal(read)) this.refusals.push(`scan-back: ${read.detail}`);
    this.states.set(named.serial, 'commissioned');
    this.#count('returned');
  }

  /** Opens a case, ends one of its packs, and closes it again. */
  #thin(kase: Named): void {
    const [pack] = this.#packs.inside(kase);
    const ref = { scan: labelCode(kase.epc) };
    if (pack === undefined || this.#packs.inside(kase).length < 2) return;
    if (this.#did('open', open(this.#needs, ref, signature)) === undefined) return;
    const how = (['sampled', 'destroyed', 'decommissioned'] as const)[Math.floor(this.#random() * 3)] ?? 'sampled';
    this.#end(pack.serial, how);
    this.#did('complete', complete(this.#needs, { ...ref, children: [] }, signature));
  }

  #swap(kase: Named): void {
    const [pack] = this.#packs.inside(kase);
    const other = this.#packs.loose(1).at(-1);
    if (pack === undefined || other === undefined) return;
    const what = { scan: labelCode(kase.epc), out: packCode(pack.serial), into: packCode(other.serial) };
    this.#did('replace-child', replaceChild(this.#needs, what, signature));
  }

  #part(kase: Named): void {
    const [pack, ...others] = this.#packs.inside(kase);
    const ref = { scan: labelCode(kase.epc) };
    if (pack === undefined || others.length === 0) return;
    if (this.#did('open', open(this.#needs, ref, signature)) === undefined) return;
    this.#did('split', split(this.#needs, { ...ref, children: [packCode(pack.serial)] }, signature));
    this.#did('complete', complete(this.#needs, { ...ref, children: [] }, signature));
  }
}
