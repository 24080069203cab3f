import * as v from 'valibot';
import { inWords, send, tried } from '../data/ask.ts';
import { askFor } from '../parts/ask-for.ts';
import { sign } from '../parts/sign.ts';
import { texts } from '../texts/language.ts';
import { plainly, short } from './names.ts';
import type { Suspect, WarehouseSite } from './warehouse-shape.ts';
import { beginWork, changeWork, work } from './work.ts';

const receipt = v.looseObject({ order: v.string() });

/** Has goods expected by the number of their despatch advice. */
export async function expectGoods({ partners, places }: WarehouseSite): Promise<void> {
  const { warehouse } = texts();
  const names = partners.map(({ name }) => name);
  const options = names.length === 0 ? undefined : Object.fromEntries(['', ...names].map((one) => [one, one]));
  await askFor(
    warehouse.adviceTitle,
    [
      { name: 'advice', label: warehouse.adviceNumber },
      { name: 'from', label: options ? warehouse.whoSends : warehouse.whoSendsPgln, required: false, options },
    ],
    warehouse.askForIt,
    {
      tries: async ({ advice = '', from = '' }) => {
        const body = { advice: advice.trim(), ...(from.trim() !== '' && { from: from.trim() }) };
        try {
          changeWork({ order: (await send('POST', '/api/warehouse/receipts', body, receipt)).order });
          return '';
        } catch (error) {
          return plainly(inWords(error), places);
        }
      },
    },
  );
}

/** Ends an order for which nothing was done. */
export async function cancelWork({ places }: WarehouseSite): Promise<void> {
  const { warehouse, person } = texts();
  const { order, task } = work.get();
  const token = crypto.randomUUID();
  const path = `/api/warehouse/orders/${encodeURIComponent(order)}/cancel`;
  const given = await askFor(
    warehouse.cancelTitle(order),
    [{ name: 'reason', label: person.why }],
    warehouse.cancelDoes,
    { tries: async ({ reason }) => plainly(await tried('POST', path, { token, reason }), places) },
  );
  if (given !== undefined) beginWork(task);
}

/** Has quality assurance sign what a suspect is. */
export async function judgeSuspect(
  { suspect, epc, says, known }: Suspect,
  outcome: 'genuine' | 'falsified',
): Promise<void> {
  const { warehouse } = texts();
  const token = crypto.randomUUID();
  await sign(warehouse.suspect.meaning[outcome], {
    reason: warehouse.suspect.how,
    about: [warehouse.suspect.says(short(epc), says), warehouse.suspect.known(known)],
    tries: (signature) => tried('POST', `/api/warehouse/suspects/${suspect}/judge`, { token, outcome, signature }),
  });
}
