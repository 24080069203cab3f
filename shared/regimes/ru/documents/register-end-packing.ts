import { orderType } from '../enumerations.ts';
import { day, device, gtin, instant, place, series, subject, text } from '../forms.ts';
import { packs } from '../goods.ts';
import { document } from '../xml/document.ts';
import { within } from '../xml/fields.ts';
import { maybe } from '../xml/maybe.ts';

/** Which device told that codes were printed (MDLP XSD 1.38, `skzkm_info_type`). */
export const deviceInfo = within({
  device_id: device,
  skzkm_origin_msg_id: text(255),
  skzkm_report_id: maybe(text(255)),
});

/** 10311: packs were packed at a site in Russia. It comes of the report of use at the order station. */
export const registerEndPacking = document(
  { id: 10311, root: 'skzkm_register_end_packing', limit: 30_000, act: 'packs were packed in Russia' },
  {
    subject_id: place,
    operation_date: instant,
    order_type: orderType,
    owner_id: maybe(subject),
    series_number: series,
    expiration_date: day,
    gtin,
    signs: packs(30_000),
    device_info: deviceInfo,
  },
);
