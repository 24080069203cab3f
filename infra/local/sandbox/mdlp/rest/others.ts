import * as v from 'valibot';
import type { Subject } from '../subjects.ts';
import { bodyOf, described, told, violations } from './answers.ts';
import type { Answer, Context } from './context.ts';
import { page } from './documents.ts';
import { MOST_BYTES } from './send.ts';

const wanted = v.object({
  filter: v.optional(
    v.object({
      system_subj_id: v.optional(v.string()),
      inn: v.optional(v.string()),
      federal_subject_code: v.optional(v.string()),
    }),
    {},
  ),
  ...page,
});
const named = v.object({ trusted_partners: v.pipe(v.array(v.string()), v.minLength(1)) });
const list = v.object(page);

const describeSubject = ({ name, systemId, inn, places }: Subject) => ({
  system_subj_id: systemId,
  ORG_NAME: name,
  inn,
  branches: places.map((id) => ({ id })),
});

/** Partners, products and who one is. */
export function others({ book, subjects, products }: Context) {
  const trust =
    (trusted: boolean): Answer =>
    ({ body }, { subject }) => {
      const asked = bodyOf(named, body);
      if ('wrong' in asked) return asked.wrong;
      const unknown = asked.read.trusted_partners.find((id) => subjects.of(id)?.systemId !== id);
      if (unknown !== undefined)
        return violations({ field: 'trusted_partners', message: `${unknown} is no participant` });
      for (const other of asked.read.trusted_partners)
        book.take({ kind: 'trust', subject: subject.systemId, other, trusted });
      return told({});
    };
  const productOf = (gtin: string) => products.find((one) => one.gtin === gtin);
  const describeProduct = ({ gtin, name }: { gtin: string; name: string }) => ({ gtin, prod_sell_name: name });
  return {
    'doc-size': (() => told({ doc_size: MOST_BYTES })) satisfies Answer,
    partners: (({ body }) => {
      const asked = bodyOf(wanted, body);
      if ('wrong' in asked) return asked.wrong;
      const { filter, start_from, count } = asked.read;
      const found = subjects.all.filter(
        ({ systemId, inn }) => (filter.system_subj_id ?? systemId) === systemId && (filter.inn ?? inn) === inn,
      );
      return told({
        filtered_records: found.slice(start_from, start_from + count).map(describeSubject),
        filtered_records_count: found.length,
      });
    }) satisfies Answer,
    'trusted-partners': (({ body }, { subject }) => {
      const asked = bodyOf(list, body);
      if ('wrong' in asked) return asked.wrong;
      const ids = book.trustedBy(subject);
      const { start_from, count } = asked.read;
      return told({
        entries: ids.slice(start_from, start_from + count).map((system_subj_id) => ({ system_subj_id })),
        total: ids.length,
      });
    }) satisfies Answer,
    'trust-partners': trust(true),
    'distrust-partners': trust(false),
    'med-product': ((_, __, [gtin = '']) => {
      const product = productOf(gtin);
      return product === undefined ? described(404, 'no such product') : told(describeProduct(product));
    }) satisfies Answer,
    'med-products': (({ body }) => {
      const asked = bodyOf(list, body);
      if ('wrong' in asked) return asked.wrong;
      const { start_from, count } = asked.read;
      return told({
        entries: products.slice(start_from, start_from + count).map(describeProduct),
        total: products.length,
      });
    }) satisfies Answer,
    member: ((_, { subject, user }) => told({ ...describeSubject(subject), user_id: user.userId })) satisfies Answer,
  };
}
