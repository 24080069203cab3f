import { writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal } from '#shared/refusal.ts';
import type {
  ContainerLabel,
  Device,
  Label,
  LayerRead,
  Packer,
  Printer,
  ReaderOf,
  Scan,
  Scanner,
} from '../devices/device.ts';
import { DeviceFault } from '../devices/device-fault.ts';
import type { Machine } from '../line/machine.ts';
import type { Carton, FakeWorld } from './fake-world.ts';

interface Wishes {
  readonly packsPerLayer: number;
  readonly layersPerCase: number;
  /** What may go wrong with the picture or the label that comes n-th. */
  readonly pictures?: Readonly<Record<number, 'one hidden'>>;
  /** Packs that a person has put among the last, code down: the packer counts them and the camera sees none. */
  readonly hidden?: number;
  /** The fixed scanner is there and says nothing. */
  readonly scanner?: 'silent';
  readonly labels?: Readonly<Record<number, 'lost' | 'the last one again'>>;
}

/**
 * What stands behind the gate of a world in memory: a packer with its camera, a labeller with its scanner, and a person with a handheld who puts
 * cases onto pallets and scans what he is given. It moves by one place a turn of the event loop.
 */
export class FakeStations {
  /** Cases as they stand on the floor: what is in them, and the label that they bear. */
  readonly cases: { readonly packs: readonly Carton[]; label: string | undefined }[] = [];
  readonly #world: FakeWorld;
  readonly #wishes: Wishes;
  readonly #layers: ((read: LayerRead) => void)[] = [];
  readonly #labels: ((scan: Scan) => void)[] = [];
  readonly #hands: ((scan: Scan) => void)[] = [];
  readonly #printed: string[] = [];
  #collated = 0;
  #standing: Carton[] = [];
  #filling: Carton[] = [];
  #layersIn = 0;
  #pictures = 0;
  #labelled = 0;
  #clock = 0;
  #last = '';

  constructor(world: FakeWorld, wishes: Wishes) {
    this.#world = world;
    this.#wishes = wishes;
  }

  /** A line's hands and ears, these stations' among them. */
  connect(): Machine {
    for (const listeners of [this.#layers, this.#labels, this.#hands]) listeners.length = 0;
    const machine = this.#world.connect();
    const idle: Device = { health: () => 'up', close: async () => undefined };
    const layerCamera: ReaderOf<LayerRead> = {
      ...idle,
      onRead: (hear) => this.#layers.push(hear),
      select: async () => undefined,
    };
    const scanner = (listeners: ((scan: Scan) => void)[]): Scanner => ({
      ...idle,
      onScan: (hear) => listeners.push(hear),
    });
    const labelPrinter: Printer = {
      ...machine.printer,
      print: async (label) => void this.#printed.push(codeOn(label)),
    };
    return {
      ...machine,
      layerCamera,
      packer: this.#packer(),
      labelPrinter,
      labelScanner: scanner(this.#labels),
      handhelds: [scanner(this.#hands)],
    };
  }

  /** Everything moves on. */
  turn(): void {
    const passed = this.#world.cartons.filter(({ where }) => where === 'passed');
    const { packsPerLayer } = this.#wishes;
    if (this.#standing.length === 0 && passed.length - this.#collated >= packsPerLayer)
      this.#stand(passed, packsPerLayer);
    const bare = this.cases.find(({ label }) => label === undefined);
    const [label] = this.#printed;
    if (bare !== undefined && label !== undefined) this.#apply(bare, label);
  }

  /** A person presses the packer's button for another picture. */
  lookAgain(): void {
    if (this.#standing.length > 0) this.#picture();
  }

  /** A person scans something. */
  scan(text: string): void {
    for (const hear of this.#hands) hear(this.#scanned(text));
  }

  /** Takes the label that the printer has put out last. */
  takeLabel(): string | undefined {
    return this.#printed.shift();
  }

  #packer(): Packer {
    return {
      health: () => 'up',
      close: async () => undefined,
      onLayer: () => undefined,
      setUp: async () => undefined,
      verdict: async (picture, verdict) => {
        if (picture !== this.#pictures) throw new DeviceFault('rejected', `picture ${picture} is not the last`);
        if (verdict === 'accept') this.#accept();
      },
      look: async () => this.lookAgain(),
      gatherRest: async () => {
        const passed = this.#world.cartons.filter(({ where }) => where === 'passed');
        if (this.#standing.length === 0) this.#stand(passed, passed.length - this.#collated);
      },
      pushOut: async () => this.#pushOut(),
      status: async () => ({
        standing: this.#standing.length > 0,
        pictures: this.#pictures,
        decided: 0,
        accepted: 0,
        refused: 0,
        casesOut: this.cases.length,
        layersInCase: this.#layersIn,
        packs: this.#standing.length + (this.#standing.length > 0 ? (this.#wishes.hidden ?? 0) : 0),
        blocked: false,
        starved: false,
        guardOpen: false,
        estop: false,
      }),
    };
  }

  #stand(passed: readonly Carton[], count: number): void {
    if (count === 0) return;
    this.#standing = passed.slice(this.#collated, this.#collated + count);
    this.#collated += count;
    this.#picture();
  }

  #picture(): void {
    this.#pictures += 1;
    const sequence = this.#pictures;
    const seen = this.#wishes.pictures?.[sequence] === 'one hidden' ? this.#standing.slice(1) : this.#standing;
    const codes = seen.flatMap(({ label }) => (label === undefined ? [] : [{ text: codeOn(label), grade: 3.5 }]));
    setImmediate(() => {
      for (const hear of this.#layers) hear({ sequence, codes });
    });
  }

  #accept(): void {
    this.#filling.push(...this.#standing);
    this.#standing = [];
    this.#layersIn += 1;
    if (this.#layersIn === this.#wishes.layersPerCase) this.#pushOut();
  }

  #pushOut(): void {
    if (this.#filling.length === 0) return;
    this.cases.push({ packs: this.#filling, label: undefined });
    [this.#filling, this.#layersIn] = [[], 0];
  }

  #apply(bare: { label: string | undefined }, label: string): void {
    this.#labelled += 1;
    const wrong = this.#wishes.labels?.[this.#labelled];
    this.#printed.shift();
    bare.label = wrong === 'the last one again' ? this.#last : label;
    this.#last = label;
    const text = wrong === 'lost' ? 'NOREAD' : bare.label;
    if (this.#wishes.scanner === 'silent') return;
    for (const hear of this.#labels) hear(this.#scanned(text));
  }

  #scanned(text: string): Scan {
    this.#clock += 10_000;
    return { text, at: this.#clock };
  }
}

/** What a scanner reads of a label. */
export function codeOn(label: Label): string {
  const isLogistic = (one: Label): one is ContainerLabel => one.symbol === 'gs1-128';
  if (isLogistic(label)) return `]C100${label.sscc}`;
  const text = writeElementString([...label.elements]);
  if (isRefusal(text)) throw new Error(text.detail);
  return `]d2${text}`;
}
