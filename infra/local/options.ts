import { parseArgs } from 'node:util';

export interface Options {
  readonly port: number;
  readonly mqttPort: number;
  readonly hmiPort: number;
  readonly data: string;
  readonly fresh: boolean;
  /** Cartons of the demonstration batch. */
  readonly units: number;
  /** Cartons a minute. */
  readonly speed: number;
  readonly line: boolean;
  /** The plant has lines of other makers, a warehouse and a folder for orders besides. */
  readonly site: boolean;
  /** The Brazilian system whose duty was repealed is there to rehearse with. */
  readonly sncm: boolean;
  readonly exit: boolean;
  readonly json: boolean;
  /** Seconds by which the cloud's clock is ahead of the world's. */
  readonly ahead: number;
  /** How many times as often as the template says rates of schedules come round. */
  readonly hasten: number;
  /** Calls a second that a tenant may make; five times as many at once. */
  readonly rate: number;
  readonly help: boolean;
}

/** Below this the belt takes longer than the line waits for a carton before it calls for help. */
const SLOWEST = 60;

export const usage = `npm start -- [options]
  --port N       console and API (4000)
  --mqtt-port N  broker of the plant (8883)
  --hmi-port N   operator's page of the plant (4100)
  --data DIR     where everything is kept (.seriate)
  --fresh        empty DIR first
  --units N      cartons of the demonstration batch (240)
  --speed N      cartons a minute (300; 60 to 12000)
  --no-line      cloud only: no plant, no demonstration batch
  --site         the plant has lines of other makers, a warehouse and a folder for orders, too
  --sncm         the Brazilian system whose duty was repealed is there to rehearse with, too
  --exit         stop when the batch is finished; exit code 0 only if all of it is well
  --json         print the result as one JSON object on the last line
for tests, which need not wait then:
  --ahead S      the cloud's clock is S seconds ahead, as if it had been off for so long (0)
  --hasten N     what the cloud does every so often it does N times as often (1)
  --rate N       calls a second that a tenant may make (100)`;

/** Reads the command line. An unknown option, or a value out of range, is an `Error` that names it. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      port: { type: 'string', default: '4000' },
      'mqtt-port': { type: 'string', default: '8883' },
      'hmi-port': { type: 'string', default: '4100' },
      data: { type: 'string', default: '.seriate' },
      fresh: { type: 'boolean', default: false },
      units: { type: 'string', default: '240' },
      speed: { type: 'string', default: '300' },
      line: { type: 'boolean', default: true },
      site: { type: 'boolean', default: false },
      sncm: { type: 'boolean', default: false },
      exit: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      ahead: { type: 'string', default: '0' },
      hasten: { type: 'string', default: '1' },
      rate: { type: 'string', default: '100' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.exit && !values.line)
    throw new Error('--exit waits for the batch, and --no-line makes none: give one of them');
  if (values.site && !values.line)
    throw new Error('--site adds to the plant, and --no-line has none: give one of them');
  return {
    port: within('--port', values.port, 0, 65_535),
    mqttPort: within('--mqtt-port', values['mqtt-port'], 0, 65_535),
    hmiPort: within('--hmi-port', values['hmi-port'], 0, 65_535),
    data: values.data,
    fresh: values.fresh,
    units: within('--units', values.units, 1, 1_000_000),
    speed: within('--speed', values.speed, SLOWEST, 12_000),
    line: values.line,
    site: values.site,
    sncm: values.sncm,
    exit: values.exit,
    json: values.json,
    ahead: within('--ahead', values.ahead, 0, 86_400),
    hasten: within('--hasten', values.hasten, 1, 60),
    rate: within('--rate', values.rate, 1, 100_000),
    help: values.help,
  };
}

function within(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, not ${text}`);
}
