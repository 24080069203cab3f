import type { Config } from '../config.ts';
import type { ReportedDevice } from './batch-report.ts';

type Settings = Config['lines'][number];

/** Devices of a line as they are configured. Of an address only what says where the device is: it may hold passwords. */
export function devicesTold(settings: Settings | undefined): ReportedDevice[] {
  if (settings === undefined) return [];
  const { printer, reader, plc, layerCamera, packer, labelPrinter, labelScanner, handhelds = [] } = settings;
  const named: [string, Readonly<Record<string, unknown>> | undefined, string][] = [
    ['printer', printer, 'zpl'],
    ['camera', reader, 'dmcc'],
    ['gate', plc, 'modbus'],
    ['layer camera', layerCamera, ''],
    ['packer', packer, 'modbus'],
    ['label printer', labelPrinter, 'zpl'],
    ['label scanner', labelScanner, ''],
    ...handhelds.map((one, i): [string, typeof one, string] => [`handheld ${i + 1}`, one, '']),
  ];
  return named.flatMap(([device, address, usual]) =>
    address === undefined ? [] : [{ device, driver: wordIn(address, 'driver') || usual, address: whereOf(address) }],
  );
}

const whereOf = (address: Readonly<Record<string, unknown>>): string =>
  [wordIn(address, 'host') || wordIn(address, 'path'), wordIn(address, 'port')].filter((part) => part !== '').join(':');

function wordIn(address: Readonly<Record<string, unknown>>, member: string): string {
  const value = address[member];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
