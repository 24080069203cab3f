import { numberColumn, type Sheet, textColumn } from './column.ts';

/** A spreadsheet of lots: a row orders one. An order without an id is called by product and lot. */
export const lotSheet: Sheet = {
  id: 'lot',
  columns: [
    textColumn('gtin', '/gtin', true),
    textColumn('order', '/order'),
    textColumn('site', '/site', true),
    textColumn('line', '/line', true),
    textColumn('packer', '/packer'),
    textColumn('expiry', '/expiry', true),
    textColumn('manufactured', '/manufactured'),
    textColumn('bulkLot', '/bulkLot'),
    numberColumn('quantity', '/quantity', true),
    textColumn('pool', '/pool', true),
    textColumn('ssccPool', '/ssccPool', true),
    textColumn('companyPrefix', '/companyPrefix', true),
    numberColumn('unitsPerCase', '/unitsPerCase', true),
    numberColumn('casesPerPallet', '/casesPerPallet', true),
    numberColumn('sampleEvery', '/sampleEvery'),
  ],
};
