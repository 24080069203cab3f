import type { Report, ReportData } from '../regime.ts';
import type { ReportedCode } from '../reported.ts';
import type { Row } from './columns.ts';

/** The rows of a report, one a pack or container and what happened to it. */
export function rowsOf(report: Report, data: ReportData): Row[] {
  const { product, serials, containers = [], lot } = data;
  const batch = { BatchNumber: lot?.lot ?? '', ExpiryDate: lot?.expiry ?? '' };
  const packs = serials.map((serial): Row => ({ ...codeOf({ gtin: product.gtin, serial }) }));
  switch (report.name) {
    case 'commissioning':
      return at(
        data,
        'COMMISSION',
        packs.map((row) => ({ ...row, ...batch })),
      );
    case 'aggregation':
      return [
        ...at(
          data,
          'COMMISSION',
          containers.map(({ code }) => ({ ...codeOf(code), ...(code.sscc === undefined && batch) })),
        ),
        ...at(
          data,
          'AGGREGATE',
          containers.flatMap(({ code, children }) =>
            children.map((child) => ({ ...codeOf(child), ...parentOf(code) })),
          ),
        ),
      ];
    case 'decommissioning':
      return at(
        data,
        'DECOMMISSION',
        packs.map((row) => ({ ...row, Reason: (report.change ?? 'ended').toUpperCase() })),
      );
    case 'shipping':
    case 'receiving':
      return moved(report.name, data);
    default:
      throw new Error(`EPTTS has no report ${report.name}`);
  }
}

const codeOf = ({ gtin = '', serial = '', sscc }: ReportedCode): Row =>
  sscc === undefined ? { GTIN: gtin, SerialNumber: serial } : { SSCC: sscc };

const parentOf = ({ gtin = '', serial = '', sscc }: ReportedCode): Row =>
  sscc === undefined ? { ParentGTIN: gtin, ParentSerialNumber: serial } : { ParentSSCC: sscc };

const at = ({ holder, place = holder, at: time }: ReportData, Event: string, rows: readonly Row[]): Row[] =>
  rows.map((row) => ({
    Event,
    EventTime: new Date(time).toISOString(),
    ReadPointGLN: place.gln,
    BizLocationGLN: place.gln,
    ...row,
  }));

function moved(name: 'shipping' | 'receiving', data: ReportData): Row[] {
  const { movement } = data;
  if (movement === undefined) throw new Error(`${name} is of a movement`);
  const { from, to, things } = movement;
  const here = name === 'shipping' ? from.gln : to.gln;
  const places = { ReadPointGLN: here, BizLocationGLN: here, SourceGLN: from.gln, DestinationGLN: to.gln };
  return at(
    data,
    name === 'shipping' ? 'SHIP' : 'RECEIVE',
    things.map(({ code }) => ({ ...codeOf(code), ...places })),
  );
}
