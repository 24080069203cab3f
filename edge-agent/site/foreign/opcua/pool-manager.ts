import { elementsWithTail } from '#shared/line/printable.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { ForeignLine, ForeignOrder } from '../foreign-line.ts';
import { type Answer, answerTo, done, no } from './answer.ts';
import { collectionId } from './collections.ts';
import { nameOf } from './find-order.ts';
import { areWritten, formatOf, formats, writeNumber } from './formats.ts';
import { selectPool } from './select-pool.ts';
import type { KeyValues } from './words.ts';

export interface Ask {
  readonly collection: string;
  readonly count: number;
  readonly format: string;
  readonly criteria: KeyValues;
  readonly token: string;
}

export interface Given {
  readonly collection: string;
  readonly numbers: readonly string[];
  readonly format: string;
  readonly criteria: KeyValues;
}

/** Numbers that were handed out, as a collection. */
export interface Handed extends Answer {
  readonly collection?: { readonly id: string; readonly pool: string; readonly numbers: readonly string[] };
}

/** What the pool manager's methods do (OPC 30260 §6.3.1). */
export class PoolManager {
  readonly #line: ForeignLine;
  readonly #newToken: () => string;

  constructor(line: ForeignLine, newToken: () => string) {
    this.#line = line;
    this.#newToken = newToken;
  }

  /**
   * SNRequestAllocated: numbers for the line's order, all that are asked for or none. An order that nobody has begun begins with it. A
   * RequestToken of the line's own makes it safe to ask again; without one every asking is new.
   */
  async request({ collection, count, format, criteria, token }: Ask): Promise<Handed> {
    const wanted = formatOf(format);
    if (wanted === undefined) return noFormat(format);
    const selected = selectPool(this.#line, this.#newToken, collection, criteria);
    if ('code' in selected) return selected;
    const { order, level, key } = selected;
    const name = nameOf(order);
    if (level === 'item' && elementsWithTail(order.order.market) !== undefined)
      return no('InvalidSelectionCriteria', noTails);
    const own = token || selected.token;
    if (order.state === 'assigned') {
      const begun = await this.#line.begin(name, `begin-${order.order.order}`.slice(0, 128));
      if (isRefusal(begun)) return no('InvalidSelectionCriteria', begun);
    }
    const answer = await this.#line.allocate({ order: name, level, count, token: own, ...(key && { key }) });
    if (isRefusal(answer)) return no(requestCode(answer), answer);
    const { companyPrefix } = order.order;
    const { gtin } = answer;
    const numbers = answer.numbers.map((number) => writeNumber(wanted, { number, gtin, companyPrefix }));
    const from = poolOf(order, gtin);
    return { ...done, collection: { id: collectionId(order, level), pool: from, numbers } };
  }

  /** SNReturnAllocated: numbers of which nothing was ever said, all of them or none. */
  async giveBack({ collection, numbers, format, criteria }: Given): Promise<Answer> {
    if (!areWritten(format, numbers)) return noFormat(format);
    const selected = selectPool(this.#line, this.#newToken, collection, criteria);
    if ('code' in selected) return selected;
    const { order, level, token } = selected;
    const answer = await this.#line.returnUnused({ order: nameOf(order), level, numbers, token });
    if (!isRefusal(answer)) return done;
    const isToken = answer.at === '/token';
    return no(isToken ? 'InvalidRequestToken' : 'InvalidSerialNumberCollection', answer);
  }

  /** SNtoEncoded: numbers that were written into codes. */
  async encoded({ collection, numbers, format, criteria }: Given): Promise<Answer> {
    if (!areWritten(format, numbers)) return noFormat(format);
    const selected = selectPool(this.#line, this.#newToken, collection, criteria);
    if ('code' in selected) return selected;
    const { order, token } = selected;
    const facts = [{ kind: 'encoded' as const, numbers }];
    const taken = await this.#line.take({ order: nameOf(order), token, facts });
    return answerTo(taken, 'UnableToAcceptSerialNumberEvents');
  }
}

/** The pool that numbers come from: SSCCs have no GTIN. */
function poolOf({ order, recipe }: ForeignOrder, gtin: string | undefined): string {
  if (gtin === undefined) return order.ssccPool;
  const own = recipe.levels.flatMap(({ identity }) => (identity.key === 'sgtin' ? [identity] : []));
  return own.find((one) => one.gtin === gtin)?.pool ?? order.pool;
}

function requestCode({ refused, at }: Refusal) {
  if (at === '/token') return 'InvalidRequestToken';
  return refused === 'pool-exhausted' || refused === 'too-large'
    ? 'InsufficientSerialNumbers'
    : 'InvalidSelectionCriteria';
}

const noTails =
  'the order’s serials have a tail behind them on the pack, which OPEN-SCS has no place for: ask for them over HTTP or by files';

const noFormat = (format: string): Answer =>
  no(
    'InvalidSerialNumbersFormat',
    `/SNFormat: not ${JSON.stringify(format.slice(0, 40))}; one of ${formats.join(', ')}`,
  );
