import type { Faults } from '../faults.ts';
import { drawLabel } from '../label-picture.ts';
import type { SimulatedLayerReader } from '../layer-reader.ts';
import { blankCarton, type Picture } from '../picture.ts';
import type { SimulatedScanner } from '../scanner.ts';
import { FNC1 } from '../symbol.ts';
import type { LedgerEntry, Print } from '../world.ts';
import type { SimulatedPrinter } from '../zpl-printer.ts';
import { PackerProgram } from './packer-program.ts';

/** A pack that came from the gate. */
export interface Pack {
  readonly entry: LedgerEntry;
  readonly face: Picture;
}

/** A case as it stands behind the packer. */
export interface PackedCase {
  readonly number: number;
  readonly packs: readonly Pack[];
  /** What sticks on it. */
  label: Print | undefined;
}

/** What a label says that is for no case. */
const PALLET = 'PALLET';

const COLUMNS = 3;
/** What a fixed scanner is set to send when a case goes by and nothing can be read. */
const NO_READ = 'NOREAD\r\n';
const LABELLER_MS = 5;

const strange = (gtin: string, lot: string): Picture =>
  drawLabel({ symbol: [FNC1, ...`01${gtin}17280630`, ...`10${lot}`, FNC1, ...'21STRANGE1'], bars: [] }).picture;

/** Everything behind the gate: packs are pushed together into layers, looked at, put into cases, and the cases are labelled and scanned. */
export class PackingCell {
  readonly program: PackerProgram;
  readonly cases: PackedCase[] = [];
  /** Labels of pallets, which somebody takes out of the printer and who puts them on takes away from here, oldest first. */
  readonly palletLabels: Print[] = [];
  /** A person works at the labeller: it applies nothing. */
  byHand = false;
  readonly #faults: Faults;
  readonly #camera: SimulatedLayerReader;
  readonly #printer: SimulatedPrinter;
  readonly #scanner: SimulatedScanner;
  readonly #timer: NodeJS.Timeout;
  #waiting: Pack[] = [];
  #standing: Pack[] = [];
  #filling: Pack[] = [];
  #layers = 0;
  #labelled = 0;
  #printed: Print | undefined;

  constructor(
    faults: Faults,
    devices: { camera: SimulatedLayerReader; printer: SimulatedPrinter; scanner: SimulatedScanner },
  ) {
    this.#faults = faults;
    this.#camera = devices.camera;
    this.#printer = devices.printer;
    this.#scanner = devices.scanner;
    this.program = new PackerProgram(faults, () => performance.now(), {
      stand: (packs) => {
        this.#standing = this.#waiting.splice(0, packs);
        this.#layers += 1;
      },
      picture: (number) => void this.#camera.look(number, this.#faces(), COLUMNS),
      push: () => {
        this.#filling.push(...this.#standing.splice(0));
      },
      caseOut: () => {
        this.cases.push({ number: this.cases.length + 1, packs: this.#filling.splice(0), label: undefined });
      },
    });
    this.#timer = setInterval(() => this.#label(), LABELLER_MS);
  }

  /** A pack comes from the gate. */
  arrive(entry: LedgerEntry, face: Picture | undefined): void {
    this.#waiting.push({ entry, face: face ?? blankCarton() });
    this.program.arrived();
  }

  /** Packs that are in no case: on their way, before the camera, and in the case that is being filled. */
  get outside(): number {
    return this.#waiting.length + this.#standing.length + this.#filling.length;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** What lies before the camera: the packs, and what is wrong with them. */
  #faces(): Picture[] {
    const faces = this.#standing.map(({ face }) => face);
    const { layerShortAt, layerExtraAt, layerForeignAt, layerOtherLotAt, layerHiddenAt } = this.#faults;
    if (this.#layers === layerShortAt || this.#layers === layerHiddenAt) faces[0] = blankCarton();
    if (this.#layers === layerForeignAt) faces[0] = strange('09521234000020', 'LOT42');
    if (this.#layers === layerOtherLotAt) faces[0] = strange('09521234000013', 'LOT41');
    if (this.#layers === layerExtraAt) faces.push(strange('09521234000013', 'LOT42'));
    return faces;
  }

  /** Somebody takes the next label of a case out of the printer; undefined while there is none. */
  takeCaseLabel(number: number): Print | undefined {
    this.#takePalletLabels();
    return this.#printer.print(number);
  }

  /** One printer serves cases and pallets: a pallet's label is taken out before the applicator gets it. */
  #takePalletLabels(): void {
    while (this.#printer.next?.text?.some((line) => line.includes(PALLET))) {
      const print = this.#printer.print(this.#labelled);
      if (print !== undefined) this.palletLabels.push(print);
    }
  }

  /** The labeller applies the next label to the next case, which then passes the scanner. */
  #label(): void {
    if (this.byHand) return;
    this.#takePalletLabels();
    const next = this.cases[this.#labelled];
    const print = next && this.#printer.print(next.number);
    if (next === undefined || print === undefined) return;
    this.#labelled += 1;
    const before = this.#printed;
    this.#printed = print;
    next.label = next.number === this.#faults.labelWrongAt ? before : print;
    if (next.number === this.#faults.labelLostAt) next.label = undefined;
    void this.#pass(next);
  }

  async #pass({ label }: PackedCase): Promise<void> {
    const read = label && (await this.#scanner.scan(label.picture));
    if (read === undefined) this.#scanner.send(NO_READ);
  }
}
