import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { DeviceAddress } from './devices/open-driver.ts';
import { openLayerReader } from './devices/open-layer-reader.ts';
import { openPacker } from './devices/open-packer.ts';
import { openPlc } from './devices/open-plc.ts';
import { openPrinter } from './devices/open-printer.ts';
import { openReader } from './devices/open-reader.ts';
import { openScanner } from './devices/open-scanner.ts';

type Judge = (address: DeviceAddress) => unknown;

/** What opens the devices of a line, by the member of its settings; they read addresses and open nothing here. */
const devices = {
  printer: openPrinter.read,
  reader: openReader.read,
  plc: openPlc.read,
  layerCamera: openLayerReader.read,
  packer: openPacker.read,
  labelPrinter: openPrinter.read,
  labelScanner: openScanner.read,
} as const satisfies Readonly<Record<string, Judge>>;
const kinds = ['printer', 'reader', 'plc', 'layerCamera', 'packer', 'labelPrinter', 'labelScanner'] as const;

type Address = DeviceAddress | undefined;

interface WithDevices {
  readonly lines: readonly (Readonly<Partial<Record<keyof typeof devices, Address>>> & {
    readonly handhelds?: readonly DeviceAddress[] | undefined;
  })[];
  readonly warehouse?: { readonly labelPrinter?: Address } | undefined;
  readonly stationScanners?: readonly { readonly scanner: DeviceAddress }[] | undefined;
}

/** What is wrong with the addresses of devices, member by member: each is read by the driver that would open it. */
export function judgeDevices({ lines, warehouse, stationScanners = [] }: WithDevices): readonly string[] {
  return [
    ...lines.flatMap((line, index) => {
      const at = (member: string) => `lines.${index}.${member}`;
      return [
        ...kinds.flatMap((kind) => wrongWith(at(kind), devices[kind], line[kind])),
        ...(line.handhelds ?? []).flatMap((one, i) => wrongWith(at(`handhelds.${i}`), openScanner.read, one)),
      ];
    }),
    ...stationScanners.flatMap(({ scanner }, i) =>
      wrongWith(`stationScanners.${i}.scanner`, openScanner.read, scanner),
    ),
    ...wrongWith('warehouse.labelPrinter', openPrinter.read, warehouse?.labelPrinter),
  ];
}

function wrongWith(member: string, read: Judge, address: Address): readonly string[] {
  const found = address && read(address);
  return isRefusal(found) ? [`${member}${inPath(found)}: ${found.detail}`] : [];
}

const inPath = ({ at = '' }: Refusal) => at.replaceAll('/', '.');

interface Served {
  readonly certificate: string;
  readonly key: string;
}

interface WithCertificates {
  readonly lineApi?: Served | undefined;
  readonly hmi?: { readonly network?: Served | undefined } | undefined;
}

/** What is wrong with the certificates by which the site serves others, member by member. */
export function judgeCertificates({ lineApi, hmi }: WithCertificates): readonly string[] {
  return [...unservable('lineApi', lineApi), ...unservable('hmi.network', hmi?.network)];
}

function unservable(member: string, served: Served | undefined): readonly string[] {
  if (served === undefined) return [];
  try {
    createSecureContext({ cert: readFileSync(served.certificate), key: readFileSync(served.key) });
    return [];
  } catch (error) {
    return [`${member}: certificate and key cannot be used: ${error instanceof Error ? error.message : error}`];
  }
}
