import { day, gtin, instant, series, subject } from '../forms.ts';
import { packs } from '../goods.ts';
import { document } from '../xml/document.ts';
import { maybe } from '../xml/maybe.ts';
import { deviceInfo } from './register-end-packing.ts';

/** 10319: packs were packed at a site abroad. It comes of the report of use at the order station. */
export const foreignEmission = document(
  { id: 10319, root: 'skzkm_foreign_emission', limit: 30_000, act: 'packs were packed abroad' },
  {
    subject_id: subject,
    operation_date: instant,
    packing_id: subject,
    control_id: maybe(subject),
    custom_receiver_id: maybe(subject),
    series_number: series,
    expiration_date: day,
    gtin,
    signs: packs(30_000),
    device_info: deviceInfo,
  },
);
