import { runBelt } from './belt.ts';
import type { Camera } from './camera.ts';
import { CartonReader } from './carton-reader.ts';
import type { Faults } from './faults.ts';
import { keepPictures } from './keep-pictures.ts';
import type { Listening } from './listener.ts';
import { blankCarton, type Picture } from './picture.ts';
import { PlcProgram } from './plc-program.ts';
import { plcs } from './plcs.ts';
import { printers } from './printers.ts';
import { randomStream } from './random.ts';
import type { ReaderListening } from './reader-language.ts';
import { readers } from './readers.ts';
import { type LedgerEntry, World } from './world.ts';

const PITCH_MM = 150;
const CAMERA_MM = 350;
const MS_PER_MINUTE = 60_000;

/** The language of each device: the name of the driver that speaks it. */
export interface SimulatedDrivers {
  readonly printer?: keyof typeof printers | undefined;
  readonly reader?: keyof typeof readers | undefined;
  readonly plc?: keyof typeof plcs | undefined;
}

/** `readerResults` is where a reader tells results that does so on a port of its own; `scanner` is of a person's handheld, if anybody has one. */
export interface LinePorts {
  readonly printer: number;
  readonly reader: number;
  readonly readerResults?: number | undefined;
  readonly plc: number;
  readonly scanner?: number | undefined;
}

export interface LineOptions {
  readonly host: string;
  readonly ports: LinePorts;
  readonly cartonsPerMinute: number;
  /** Folder where the camera leaves its pictures, if it does. */
  readonly pictures?: string | undefined;
  /** Millimetres from infeed to gate. */
  readonly gateAt?: number | undefined;
  /** What the devices speak; the languages of the usual drivers when left out. */
  readonly drivers?: SimulatedDrivers | undefined;
  readonly base64?: boolean | undefined;
  readonly stx?: boolean | undefined;
  readonly seed: number;
  /** Kept and looked at again and again: change it to make something go wrong. */
  readonly faults: Faults;
  readonly camera: Camera;
  /** Told of every pack that goes on behind the gate. */
  readonly passed?: ((entry: LedgerEntry, face: Picture | undefined) => void) | undefined;
}

/** What really happened on a line so far, and what its printer still holds. */
export interface LineLedger {
  readonly cartons: readonly LedgerEntry[];
  readonly labels: {
    readonly received: number;
    readonly printed: number;
    readonly cancelled: number;
    readonly waiting: readonly (string | undefined)[];
  };
}

/** One simulated line, running. */
export interface SimulatedLine {
  readonly ports: LinePorts;
  readonly faults: Faults;
  ledger(): LineLedger;
  close(): Promise<void>;
}

/** Stations of a belt of that speed in mm/ms: a faster belt has its gate further away, as its builder would see to. */
const stationsFor = (speed: number, gateAt?: number) => ({
  pitch: PITCH_MM,
  printer: 200,
  camera: CAMERA_MM,
  gate: gateAt ?? CAMERA_MM + Math.max(400, speed * 150),
});

/** Lets three devices listen. When a port cannot be had, the others are given back and the error names the device. */
async function listenAll(devices: {
  printer: Promise<Listening>;
  reader: Promise<ReaderListening>;
  plc: Promise<Listening>;
}) {
  const outcomes = await Promise.allSettled(Object.values(devices));
  const failed = outcomes.findIndex(({ status }) => status === 'rejected');
  const failure = outcomes[failed];
  if (failure?.status === 'rejected') {
    await Promise.all(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.close()));
    throw new Error(`${Object.keys(devices)[failed]}: ${failure.reason}`, { cause: failure.reason });
  }
  return { printer: await devices.printer, reader: await devices.reader, plc: await devices.plc };
}

/** A picture goes to the reader, and to the folder where the camera leaves them, if it does. */
function seeing(reader: CartonReader, folder: string | undefined) {
  const keep = folder === undefined ? undefined : keepPictures(folder);
  return (entry: LedgerEntry, picture: Picture | undefined): void => {
    void reader.look(entry, picture);
    void keep?.(entry.sequence ?? 0, picture ?? blankCarton());
  };
}

/**
 * Starts a line: one world, and a printer, a reader and a PLC behind TCP ports of their own.
 *
 * @throws Error naming the device whose port cannot be had
 */
export async function startLine(options: LineOptions): Promise<SimulatedLine> {
  const { host, ports, seed, faults, camera } = options;
  const random = (channel: string) => randomStream(seed, channel);
  const program = new PlcProgram(faults, () => performance.now());
  const { printer: prints = 'zpl', reader: reads = 'dmcc', plc: gates = 'modbus' } = options.drivers ?? {};
  const damage = { voids: random('voids'), growth: random('growth'), contrast: random('contrast') };
  const printer = printers[prints]({ faults, random: damage });
  const language = readers[reads]({ faults, base64: options.base64 ?? false, stx: options.stx });
  const reader = new CartonReader(language, camera, faults, random('late'));
  const speed = (options.cartonsPerMinute * PITCH_MM) / MS_PER_MINUTE;

  const listening = await listenAll({
    printer: printer.listen({ host, port: ports.printer }),
    reader: reader.listen({ host, port: ports.reader, resultsPort: ports.readerResults }),
    plc: plcs[gates](program, { host, port: ports.plc }),
  });

  const world = new World(
    stationsFor(speed, options.gateAt),
    {
      infeedOpen: () => program.infeedOpen(),
      entered: () => program.entered(),
      print: (carton) => {
        if (carton === faults.printerPowerLostAt) printer.losePower();
        return printer.print(carton);
      },
      detected: (tooLong) => program.detected(tooLong),
      missed: () => program.missed(),
      look: seeing(reader, options.pictures),
      gate: (sequence) => program.gate(sequence),
      binned: () => program.binned(),
      confirmed: ({ carton, sequence = 0 }, fate) => {
        program.confirmed(sequence, fate);
        reader.past(sequence);
        if (carton === faults.disconnectPlcAt) listening.plc.drop();
      },
      strayed: (fate) => program.strayed(fate),
      passed: (entry, face) => options.passed?.(entry, face),
    },
    faults,
    random('missed trigger'),
  );
  const stop = runBelt(world, speed, () => (faults.estop ? 'cut' : faults.guardOpen ? 'held' : 'on'));

  return {
    ports: {
      printer: listening.printer.port,
      reader: listening.reader.port,
      readerResults: listening.reader.resultsPort,
      plc: listening.plc.port,
    },
    faults,
    ledger: () => ({ cartons: world.ledger, labels: { ...printer.counts, waiting: printer.waiting } }),
    close: async () => {
      stop();
      await Promise.all(Object.values(listening).map((device) => device.close()));
    },
  };
}
