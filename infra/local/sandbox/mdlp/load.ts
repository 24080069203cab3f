import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { command } from '../control.ts';
import { forms } from './documents/simple-types.ts';
import { branch, documentOf, leaf, listOf, writeXml } from './documents/write-xml.ts';
import type { MdlpFeed } from './feed.ts';

const of = (form: (text: string) => boolean, says: string) => v.pipe(v.string(), v.check(form, `must be ${says}`));

/** Packs become known as if the packer's equipment had reported them: by a document 10311 of a place in Russia, or a 10319 of a firm abroad. */
export const load = (feed: MdlpFeed) =>
  command(
    {
      do: v.literal('load'),
      subject: v.string(),
      gtin: of(forms.gtin, 'a GTIN of 14 digits'),
      series: of(forms.series, 'a lot of 1 to 20 characters'),
      expiry: of(forms.day, 'a day DD.MM.YYYY'),
      sgtins: v.pipe(
        v.array(of(forms.sgtin, '14 digits of the GTIN and 13 letters or digits')),
        v.minLength(1),
        v.maxLength(30_000),
      ),
    },
    ({ subject, gtin, series, expiry, sgtins }) => {
      if (!feed.isSubject(subject))
        return {
          at: '/subject',
          detail: `${subject} is no subject here`,
          remedy: `give a place (as if packed there) or a firm (as if packed abroad): ${feed.known().join('; ')}`,
        };
      const device = [leaf('device_id', '0000000000000001'), leaf('skzkm_origin_msg_id', 'rehearsal')];
      const product = [
        leaf('series_number', series),
        leaf('expiration_date', expiry),
        leaf('gtin', gtin),
        listOf(
          'signs',
          sgtins.map((sgtin) => leaf('sgtin', sgtin)),
        ),
        branch('device_info', ...device),
      ];
      const head = [leaf('subject_id', subject), leaf('operation_date', new Date(feed.now()).toISOString())];
      const document = forms.place(subject)
        ? documentOf(10311, 'skzkm_register_end_packing', ...head, leaf('order_type', '1'), ...product)
        : documentOf(10319, 'skzkm_foreign_emission', ...head, leaf('packing_id', subject), ...product);
      const [error] = feed.take(subject, randomUUID(), writeXml(document))?.errors ?? [];
      return error && { at: '/sgtins', detail: `${error.object ?? ''} ${error.detail}`.trim() };
    },
  );
