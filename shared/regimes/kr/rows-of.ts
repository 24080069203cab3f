import { guardCell } from '../../master-data/csv/guard-cell.ts';
import { type ListedPack, packsIn, packsOf } from '../pack-lists/listed-pack.ts';
import type { Report, ReportData } from '../regime.ts';
import type { Row } from './columns.ts';
import { priceOf } from './facts.ts';
import { koreanDay } from './korean-day.ts';
import { names } from './names.ts';
import { businessOf, institutionOf, partnerOf } from './parties.ts';

/** Which kind of report it is in the file. */
const kinds: Readonly<Record<string, string>> = {
  [names.sale]: 'SALES',
  [names.return]: 'RETURN',
  [names.destruction]: 'DESTRUCTION',
};

/**
 * The rows of a report: one a pack, whatever it is in, for serials are what KPIS wants; the package that it moved in stands beside it. A cancellation is a row
 * without a pack. A correction has the packs that are not of the report after all, with the quantity 0: that is our own reading. When it was is never corrected
 * [M], so neither says it.
 *
 * @throws when the report is none of KPIS's
 */
export function rowsOf(report: Report, data: ReportData): Row[] {
  const { takesBack: [OriginalReportNumber = ''] = [], takesBackPart } = data;
  if (!report.undo) return suppliedRows(report, data);
  const head = { ...partiesOf(data), OriginalReportNumber };
  if (!takesBackPart) return [{ ...head, ReportKind: 'CANCELLATION' }];
  return packRows(data).map((row) => ({ ...head, ...row, ReportKind: 'CORRECTION', Quantity: '0' }));
}

function suppliedRows({ name }: Report, data: ReportData): Row[] {
  const ReportKind = kinds[name];
  if (ReportKind === undefined) throw new Error(`KPIS has no report ${name}`);
  const { facts = {}, movement } = data;
  return packRows(data).map((row) => ({
    ...partiesOf(data),
    ...row,
    ...{ ReportKind, SupplyDate: koreanDay(data.at), Quantity: '1' },
    ...(movement && {
      SupplyClass: facts['supplyClass']?.trim() ?? '',
      ContractType: facts['contractType']?.trim() ?? '',
      UnitPrice: priceOf(facts, row.ProductCode ?? ''),
    }),
  }));
}

function partiesOf(data: ReportData): Row {
  const partner = partnerOf(data);
  return {
    SupplierNumber: businessOf(data.holder.registrations),
    ...(partner && {
      PartnerNumber: businessOf(partner.registrations),
      PartnerInstitution: institutionOf(partner.registrations),
      PartnerName: guardCell(partner.name),
      PartnerCountry: partner.country ?? '',
    }),
  };
}

/** Packs with the code of what they moved in, where that is a package. */
function packRows(data: ReportData): Row[] {
  const { movement } = data;
  if (movement === undefined) return packsOf(data).map((pack) => rowOf(pack));
  return movement.things.flatMap(({ code, nested }) =>
    nested === undefined ? [] : packsIn(nested).map((pack) => rowOf(pack, code.sscc)),
  );
}

const rowOf = ({ gtin, serial, lot, expiry }: ListedPack, Package = ''): Row => ({
  ...{ ProductCode: gtin, Lot: lot, Expiry: expiry, Serial: serial, Package },
});
