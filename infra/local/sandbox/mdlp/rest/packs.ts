import * as v from 'valibot';
import { isPack, type State, states } from '../register/states.ts';
import { bodyOf, described, told } from './answers.ts';
import type { Answer, Context } from './context.ts';
import { momentOf } from './describe.ts';
import { page } from './documents.ts';

const filter = v.strictObject({
  sgtin: v.optional(v.string()),
  gtin: v.optional(v.string()),
  batch: v.optional(v.string()),
  status: v.optional(v.array(v.picklist(states))),
  branch_id: v.optional(v.string()),
});
const list = v.object({ filter: v.optional(filter, {}), ...page });
const MOST_LISTED = 500;
const byList = v.object({
  filter: v.object({ sgtins: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MOST_LISTED)) }),
});

/** Says what the register has of one pack. */
export function packTeller({ book, subjects, products }: Context) {
  const { register } = book.world;
  return (row: number) => {
    const { state, holder, since, batch, gtin } = register.read(row);
    const owner = subjects.of(holder);
    return {
      sgtin: register.sgtinOf(row),
      gtin,
      status: state,
      status_date: momentOf(since * 1000),
      last_tracing_op_date: momentOf(since * 1000),
      batch: batch?.series ?? null,
      expiration_date: batch === undefined ? null : batch.expiry.split('.').reverse().join('-'),
      owner: owner?.name ?? null,
      sys_id: owner?.systemId ?? null,
      branch_id: holder.includes('-') ? null : holder,
      pack3_id: register.containerOf(row)?.sscc ?? null,
      sell_name: products.find((one) => one.gtin === gtin)?.name ?? null,
    };
  };
}

/** The register of packs. Whoever has a pack sees it, and to whom it is on its way. */
export function packs(context: Context) {
  const { book, subjects } = context;
  const { register } = book.world;
  const tell = packTeller(context);
  const visible = (row: number) => row !== 0 && isPack(register.read(row).state);
  const sees = (row: number, subject: object) => {
    const { holder, other } = register.read(row);
    return visible(row) && (subjects.of(holder) === subject || subjects.of(other) === subject);
  };

  const listed =
    (isPublic: boolean): Answer =>
    ({ body }, { subject }) => {
      const asked = bodyOf(byList, body);
      if ('wrong' in asked) return asked.wrong;
      const found = asked.read.filter.sgtins.map((sgtin) => ({ sgtin, row: register.find(sgtin) }));
      const isSeen = (row: number) => (isPublic ? visible(row) : sees(row, subject));
      const entries = found
        .filter(({ row }) => isSeen(row))
        .map(({ row }) => (isPublic ? inPublic(tell(row)) : tell(row)));
      const failed = found.filter(({ row }) => !isSeen(row)).map(({ sgtin }) => missing(sgtin));
      return told({ entries, total: entries.length, failed: failed.length, failed_entries: failed });
    };
  return {
    sgtin: ((_, { subject }, [sgtin = '']) => {
      const row = register.find(sgtin);
      if (!sees(row, subject)) return described(404, 'no such pack of yours');
      const info = tell(row);
      return told({ sgtin_info: info, gtin_info: { gtin: info.gtin, sell_name: info.sell_name } });
    }) satisfies Answer,
    'sgtin-filter': (({ body }, { subject }) => {
      const asked = bodyOf(list, body);
      if ('wrong' in asked) return asked.wrong;
      const { filter: wanted, start_from, count } = asked.read;
      const entries: object[] = [];
      let total = 0;
      for (let row = 1; row <= register.count(); row++) {
        if (!isWanted(register.read(row), wanted) || !sees(row, subject)) continue;
        if (wanted.sgtin !== undefined && register.sgtinOf(row) !== wanted.sgtin) continue;
        if (total >= start_from && entries.length < count) entries.push(tell(row));
        total++;
      }
      return told({ entries, total });
    }) satisfies Answer,
    'sgtins-by-list': listed(false),
    'public-sgtins-by-list': listed(true),
  };
}

type Read = ReturnType<Context['book']['world']['register']['read']>;

function isWanted({ gtin, batch, state, holder }: Read, wanted: v.InferOutput<typeof filter>): boolean {
  const isOf = (want: string | undefined, is: string | undefined) => want === undefined || want === is;
  const isIn = (want: readonly State[] | undefined) => want === undefined || want.includes(state);
  return (
    isOf(wanted.gtin, gtin) &&
    isOf(wanted.batch, batch?.series) &&
    isOf(wanted.branch_id, holder) &&
    isIn(wanted.status)
  );
}

const missing = (sgtin: string) => ({ sgtin, error_code: 2, error_desc: 'no such pack is shown to you' });

/** What anybody may know. */
const inPublic = ({
  sgtin,
  gtin,
  batch,
  expiration_date,
  sell_name,
  status,
}: ReturnType<ReturnType<typeof packTeller>>) => ({
  ...{ sgtin, gtin, batch, expiration_date, sell_name, status },
});
