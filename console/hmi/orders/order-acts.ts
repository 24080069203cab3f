import { tried } from '../data/ask.ts';
import { askFor } from '../parts/ask-for.ts';
import { sign } from '../parts/sign.ts';
import { texts } from '../texts/language.ts';
import type { WordTable } from '../texts/word-table.ts';
import type { OrderDesk, SiteOrder } from './desk-shape.ts';

const post = (batch: number, act: string, body: object) => tried('POST', `/api/batches/${batch}/${act}`, body);

/** Has another line of the site run it. */
export async function moveOrder({ order, batch, line }: SiteOrder, { lines }: Pick<OrderDesk, 'lines'>): Promise<void> {
  const { desk, goOn, person } = texts();
  const options: WordTable = Object.fromEntries(lines.filter((one) => one !== line).map((one) => [one, one]));
  const given = await askFor(
    desk.orders.moveTitle(order),
    [{ name: 'line', label: desk.orders.toLine, options }],
    goOn,
  );
  const to = given?.['line'];
  if (to === undefined) return;
  await sign(desk.orders.moveMeaning(order, to), {
    reason: person.why,
    tries: (signature) => post(batch, 'move', { line: to, signature }),
  });
}

/** Takes an assigned order back, to be prepared anew or cancelled. */
export async function takeBack({ order, batch }: SiteOrder): Promise<void> {
  const { desk, goOn, person } = texts();
  const { after, takeBackTitle, thenIs, takeBackMeaning } = desk.orders;
  const given = await askFor(takeBackTitle(order), [{ name: 'next', label: thenIs, options: after }], goOn);
  if (given === undefined) return;
  const next = given['next'] === 'cancel' ? 'cancel' : 'prepare';
  await sign(takeBackMeaning(order, after[next]), {
    reason: person.why,
    tries: (signature) => post(batch, 'take-back', { next, signature }),
  });
}

/** Ends an order that a line of another maker runs. */
export async function endOrder({ order, batch, line }: SiteOrder): Promise<void> {
  const { desk, person } = texts();
  await sign(desk.orders.endMeaning(order, line), {
    reason: person.why,
    tries: (signature) => post(batch, 'end', { signature }),
  });
}

export async function cancelOrder({ order, batch }: SiteOrder): Promise<void> {
  const { desk, person } = texts();
  await sign(desk.orders.cancelMeaning(order), {
    reason: person.why,
    tries: (signature) => post(batch, 'cancel', { signature }),
  });
}
