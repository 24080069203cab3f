import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { temporary } from './testing/builders.ts';

let home: ReturnType<typeof temporary>;
beforeEach(() => {
  home = temporary();
});
afterEach(() => home.remove());

const device = { host: '127.0.0.1', port: 9100 };
const aLine = {
  line: 'line-1',
  printer: device,
  reader: device,
  plc: { ...device, unit: 2 },
  readPoint: 'urn:epc:id:sgln:9521234.00001.1',
  bizLocation: 'urn:epc:id:sgln:9521234.00001.0',
};
const good = {
  tenant: 'packright',
  site: 'plant',
  gln: '9521234000013',
  owners: ['acme-pharma'],
  lines: [aLine],
  data: 'data',
  api: 'https://cloud.example/',
  clientId: 'site',
  clientSecret: 'secret',
  mqtt: {
    host: 'broker.example',
    port: 8883,
    ca: 'ca.pem',
    certificate: '/etc/cert.pem',
    key: 'key.pem',
    thing: 'plant',
  },
  hmiPort: 4100,
};
const olga = {
  username: 'olga',
  name: 'Olga Smith',
  roles: ['operator', 'lead'],
  password: `scrypt:15:8:1:${'A'.repeat(22)}:${'A'.repeat(43)}`,
};
const foreign = (line: string, via: string) => ({
  line,
  via,
  readPoint: aLine.readPoint,
  bizLocation: aLine.bizLocation,
});
const aClient = (line: string) => ({ ...foreign(line, 'http'), clients: [{ id: 'packer', secret: olga.password }] });
function read(config: unknown) {
  const file = join(home.directory, 'agent.json');
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  return readConfig(file);
}

describe('the configuration', () => {
  test('is read with its defaults, its paths taken from where the file stands', () => {
    const config = read(good);
    expect(config).toMatchObject({
      api: 'https://cloud.example',
      tokenUrl: 'https://cloud.example/oauth2/token',
      data: join(home.directory, 'data'),
      mqtt: { ca: join(home.directory, 'ca.pem'), certificate: '/etc/cert.pem' },
    });
    expect(config.gatherMs).toBe(30_000);
    expect(config.lines[0]).toMatchObject({ gradeThreshold: 1.5, lookAhead: 4, plc: { unit: 2 } });
  });

  test('says from where else the page is asked, by addresses that browsers send', () => {
    const network = { host: '0.0.0.0', port: 8444, certificate: 'hmi.pem', key: 'hmi.key' };
    const origins = ['https://warehouse.example.com:8444'];
    expect(read({ ...good, hmi: { origins, network } }).hmi).toMatchObject({
      network: { certificate: join(home.directory, 'hmi.pem'), key: join(home.directory, 'hmi.key') },
    });
    for (const wrong of ['http://warehouse.example.com', 'https://warehouse.example.com/', 'warehouse.example.com'])
      expect(() => read({ ...good, hmi: { origins: [wrong] } })).toThrow(/hmi.origins.0: must be an origin/);
  });

  test('knows people and packing stations where there are some', () => {
    const stations = {
      layerCamera: device,
      labelScanner: { driver: 'serial', path: '/dev/ttyUSB0' },
      handhelds: [device],
    };
    const config = read({ ...good, people: [olga], lines: [{ ...aLine, ...stations }] });
    expect(config).toMatchObject({ people: [olga], lines: [stations] });
    expect(read(good).people).toEqual([]);
  });

  test('keeps certificates for a PLC that needs some beside the database, unless it says where', () => {
    const plc = { ...device, driver: 'opcua' };
    const at = (more: object) =>
      read({ ...good, data: 'var/agent.db', lines: [{ ...aLine, plc: { ...plc, ...more } }] });
    expect(at({}).lines[0]?.plc).toMatchObject({ certificates: join(home.directory, 'var', 'opcua') });
    expect(at({ certificates: '/etc/opcua' }).lines[0]?.plc).toMatchObject({ certificates: '/etc/opcua' });
  });

  test('knows lines of other makers, their folders and certificates from where the file stands', () => {
    const files = { ...foreign('f', 'files'), folder: 'drop' };
    const lineApi = { host: '0.0.0.0', port: 8443, certificate: 'line.pem', key: '/etc/line.key' };
    expect(read({ ...good, foreign: [files, aClient('h')], lineApi })).toMatchObject({
      foreign: [{ folder: join(home.directory, 'drop'), lookMs: 1_000 }, { line: 'h' }],
      lineApi: { certificate: join(home.directory, 'line.pem'), key: '/etc/line.key' },
    });
    expect(() => read({ ...good, foreign: [aClient('h'), aClient('i')] })).toThrow('a client of the same id');
  });

  test.each<[unknown, string]>([
    [{ ...good, lines: [{ ...aLine, printer: { host: 'p' } }] }, 'lines.0.printer.port'],
    [
      { ...good, lines: [{ ...aLine, printer: { ...device, driver: 'zlp' } }] },
      'lines.0.printer.driver: there is no driver zlp',
    ],
    [{ ...good, lines: [{ ...aLine, handhelds: [device, { ...device, prot: 1 }] }] }, 'lines.0.handhelds.1'],
    [{ ...good, lines: [{ ...aLine, plc: { ...device, unit: 999 } }] }, 'lines.0.plc.unit'],
    [{ ...good, lines: [{ ...aLine, readPoint: 'somewhere' }] }, 'lines.0.readPoint: must be an SGLN URN'],
    [{ ...good, lines: [{ ...aLine, gradeThreshold: 9 }] }, 'lines.0.gradeThreshold'],
    [{ ...good, lines: [{ ...aLine, lookAheda: 4 }] }, 'lines.0.lookAheda'],
    [{ ...good, lines: [aLine, aLine] }, 'lines: two lines bear the same name'],
    [{ ...good, mqtt: { ...good.mqtt, key: undefined } }, 'mqtt.key'],
    [{ ...good, owners: [] }, 'owners'],
    [{ ...good, gatherMs: -1 }, 'gatherMs'],
    [{ ...good, lines: [{ ...aLine, labelPrinter: { host: 'p' } }] }, 'lines.0.labelPrinter.port'],
    [{ ...good, people: [{ ...olga, roles: ['boss'] }] }, 'people.0.roles.0'],
    [{ ...good, people: [{ ...olga, password: 'secret' }] }, 'people.0.password: must be made by npm run agent'],
    ['{"tenant":', 'the whole file'],
  ])('names the member that is wrong: %#', (config, member) => {
    expect(() => read(config)).toThrow(member);
  });
});
