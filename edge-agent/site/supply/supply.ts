import { shortageOf } from '../../line/shortage.ts';
import type { Batches } from '../../store/batches.ts';
import type { Database } from '../../store/database.ts';
import type { Leftover } from '../../store/leftovers.ts';
import type { PoolOf, Stock } from '../../store/stock.ts';
import type { SerialStock } from '../serial-stock.ts';
import type { SiteAlarms } from '../site-alarms.ts';
import { DAY_MS, type Forecast, forecasts, keyOf } from './forecast.ts';
import { type ReturnNeeds, returnNumbers } from './return-numbers.ts';
import type { SupplySettings } from './settings.ts';

interface Needs extends Omit<ReturnNeeds, 'at'> {
  readonly db: Database;
  readonly batches: Batches;
  readonly stock: Stock;
  readonly serialStock: Pick<SerialStock, 'fetchAhead'>;
  readonly siteAlarms: Pick<SiteAlarms, 'say'>;
  /** The site's own tenant: of its pools numbers may be drawn without an order. */
  readonly tenant: string;
  readonly supply: SupplySettings;
  readonly now: () => number;
}

/** What a round over the orders came to. */
export interface RoundEnd {
  /** Orders that cannot be packed here, with why. */
  readonly refused: readonly string[];
  /** Orders that wait for numbers which could not be had, with why. */
  readonly waiting: readonly string[];
}

/** A block that is drawn ahead holds at least so many: it goes to one batch as a whole. */
const LEAST = 100;

/** Keeps numbers at hand beyond what orders have, gives back what nobody needs, and says when they run low. */
export class Supply {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    needs.leftovers.askAgain();
    needs.returnQueue.askAgain();
  }

  /** After every round over the orders: one step that fails keeps no other from being taken. Throws what failed first; alarms are said either way. */
  async round(end: RoundEnd): Promise<void> {
    const failures: unknown[] = [];
    const steps = [
      () => this.#drawAhead(),
      () => this.#letGo(),
      () => returnNumbers({ ...this.#needs, at: () => this.#at() }),
    ];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    this.#say(end);
    if (failures.length > 0) throw failures[0];
  }

  async #drawAhead(): Promise<void> {
    const { stock, serialStock, newId, leftovers, tenant } = this.#needs;
    const own = this.#forecasts().filter(({ owner }) => owner === tenant);
    for (const forecast of own) {
      const target = this.#buffer(forecast);
      const there = this.#atHand(forecast) + leftovers.asked(forecast);
      // A quarter of it may be gone before more is drawn, so that blocks are not small.
      if (target === 0 || there > (target * 3) / 4) continue;
      const piece = Math.max(LEAST, Math.ceil(forecast.perDay / 2));
      for (let missing = target - there; missing > 0; missing -= piece) {
        const { owner, pool } = forecast;
        stock.want(newId(), { owner, pool }, Math.min(piece, Math.max(missing, LEAST)), this.#at());
      }
    }
    const wanted = new Set(own.filter((one) => this.#buffer(one) + one.ordered > 0).map(keyOf));
    await serialStock.fetchAhead((pool) => wanted.has(keyOf(pool)));
  }

  /** Has go back what has waited long enough and is more than orders and buffer take; of a pool the highest counters first. */
  #letGo(): void {
    const { leftovers, newId, supply, now } = this.#needs;
    const kept = new Map(this.#forecasts().map((one) => [keyOf(one), this.#buffer(one) + one.ordered]));
    const all = leftovers.all();
    const atHand = new Map<string, number>();
    for (const one of all) atHand.set(keyOf(one), (atHand.get(keyOf(one)) ?? 0) + one.numbers);
    for (const one of all.toReversed()) {
      const left = (atHand.get(keyOf(one)) ?? 0) - one.numbers;
      const until = one.closedAt === undefined ? 0 : Date.parse(one.closedAt) + supply.keepDays * DAY_MS;
      if (one.range === undefined || left < (kept.get(keyOf(one)) ?? 0) || now() < until) continue;
      leftovers.giveBack(one, newId(), this.#at());
      atHand.set(keyOf(one), left);
    }
  }

  #say({ refused, waiting }: RoundEnd): void {
    const { siteAlarms, leftovers, returnQueue } = this.#needs;
    siteAlarms.say('orders-refused', said(refused));
    siteAlarms.say('numbers-low', said([...waiting, ...this.#shortages(), ...this.#lowBuffers()]));
    siteAlarms.say('returns-refused', said([...leftovers.refusals(), ...returnQueue.refusals()]));
  }

  /** Batches on a line that will run out before their end. */
  #shortages(): string[] {
    const { batches } = this.#needs;
    return (['assigned', 'clearance', 'running', 'paused'] as const)
      .flatMap((state) => batches.in(state))
      .flatMap((batch) => {
        const shortage = shortageOf(this.#needs, batch);
        return shortage === undefined ? [] : [`${shortage.words} on ${batch.line}`];
      });
  }

  #lowBuffers(): string[] {
    return this.#forecasts().flatMap((forecast) => {
      const there = this.#atHand(forecast);
      const target = forecast.owner === this.#needs.tenant ? this.#buffer(forecast) : 0;
      return there >= target / 2 ? [] : [`${there} of ${forecast.pool} at hand of a buffer of ${target}`];
    });
  }

  #buffer = ({ perDay }: Forecast): number => Math.ceil(perDay * this.#needs.supply.bufferDays);

  #atHand(pool: PoolOf): number {
    const own: Leftover[] = this.#needs.leftovers.all().filter((one) => keyOf(one) === keyOf(pool));
    return own.reduce((sum, { numbers }) => sum + numbers, 0);
  }

  #forecasts = (): Forecast[] => forecasts(this.#needs, this.#needs.now());
  #at = (): string => new Date(this.#needs.now()).toISOString();
}

/** What is said of several; of many the first. */
function said(all: readonly string[]): string | undefined {
  if (all.length === 0) return undefined;
  const [shown, more] = [all.slice(0, 5).join('; '), all.length - 5];
  return more > 0 ? `${shown}; and ${more} more` : shown;
}
