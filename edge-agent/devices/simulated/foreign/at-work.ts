import * as v from 'valibot';
import type { Call, LineCalls, Said } from './line-calls.ts';

const count = v.number();
/** What is read of the orders that a line is told. */
export const listed = v.object({
  orders: v.array(
    v.object({
      order: v.object({
        order: v.string(),
        gtin: v.string(),
        quantity: count,
        unitsPerCase: count,
        casesPerPallet: count,
      }),
    }),
  ),
});
type Wanted = v.InferOutput<typeof listed>['orders'][number]['order'];
const given = v.object({ numbers: v.array(v.string()) });

/** A line at work on one order. */
export interface AtWork {
  readonly order: Wanted;
  say(call: Call, body: Readonly<Record<string, unknown>>): Promise<Said>;
  /** Says facts under a token; throws when the message is refused as a whole. */
  tell(token: string, ...facts: readonly object[]): Promise<Said>;
  numbers(level: string, many: number, token: string): Promise<readonly string[]>;
}

/** A line at work on one of its orders. */
export function atWork(calls: LineCalls, order: Wanted): AtWork {
  // A token is of one thing that one line has said: those of another order are others.
  const own = encodeURIComponent(order.order).slice(0, 90);
  const say: AtWork['say'] = (call, body) =>
    calls.say(call, order.order, { ...body, token: `${own}-${body['token']}` });
  const numbers: AtWork['numbers'] = async (level, many, token) => {
    const said = await say('allocations', { token, level, count: many });
    if (!said.ok) throw new Error(`no numbers for ${level}s: ${JSON.stringify(said.body)}`);
    return v.parse(given, said.body).numbers;
  };
  const tell: AtWork['tell'] = async (token, ...facts) => {
    const said = await say('facts', { token, facts });
    if (!said.ok) throw new Error(`${token} was refused: ${JSON.stringify(said.body)}`);
    return said;
  };
  return { order, say, numbers, tell };
}
