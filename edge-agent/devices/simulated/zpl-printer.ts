import { createServer, type Socket } from 'node:net';
import { type ListenAt, listen } from '../listen.ts';
import { growth, paleness, voids } from './damage.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import { blankCarton, encodeSymbol, FNC1, type Picture, printSymbol } from './picture.ts';
import type { Random } from './random.ts';
import type { Print } from './world.ts';
import { type LabelFormat, zplReader } from './zpl-format.ts';

/** Formats it holds; then it stops reading, which also holds back commands sent after them. */
const BUFFER_FORMATS = 64;

/** A label as it waits in the buffer: already drawn, as printers do it, so that printing takes no time. */
interface Label {
  readonly code: string | undefined;
  readonly picture: Picture;
}

function draw({ symbol }: LabelFormat): Label {
  const modules = symbol === undefined ? undefined : encodeSymbol(symbol);
  if (symbol === undefined || modules === undefined) return { code: undefined, picture: blankCarton() };
  const [first, ...rest] = symbol;
  const data = first === FNC1 ? rest : symbol;
  return {
    code: data.map((part) => (part === FNC1 ? '\x1d' : part)).join(''),
    picture: printSymbol(modules),
  };
}

const digits = (value: number, length: number) => String(value).padStart(length, '0');

/** A printer that puts the next label in its buffer on each carton that comes by. */
export class SimulatedPrinter {
  readonly counts = { received: 0, printed: 0, cancelled: 0 };
  readonly #faults: Faults;
  readonly #random: { voids: Random; growth: Random; contrast: Random };
  #labels: Label[] = [];
  #last: Label | undefined;
  #client: Socket | undefined;

  constructor(faults: Faults, random: { voids: Random; growth: Random; contrast: Random }) {
    this.#faults = faults;
    this.#random = random;
  }

  /** Codes in the buffer, next first. */
  get waiting(): (string | undefined)[] {
    return this.#labels.map(({ code }) => code);
  }

  print(carton: number): Print | undefined {
    const { silentPrinter, paperOut, ribbonOut, headOpen, printerPaused } = this.#faults;
    if (silentPrinter || paperOut || ribbonOut || headOpen || printerPaused) return undefined;
    const label = carton === this.#faults.bufferSlipAt ? this.#last : this.#labels.shift();
    if (this.#labels.length < BUFFER_FORMATS) this.#client?.resume();
    if (label === undefined) return undefined;
    this.#last = label;
    this.counts.printed += 1;
    const picture = { side: label.picture.side, pixels: label.picture.pixels.slice() };
    return { code: label.code, picture, damage: this.#spoil(picture) };
  }

  /** Every channel is drawn for every carton, so that one rate does not change whom another hits. */
  #spoil(picture: Picture): Print['damage'] {
    const { voidRate = 0, growthRate = 0, contrastRate = 0 } = this.#faults;
    const [hasVoids, grows, isPale] = [
      this.#random.voids() < voidRate,
      this.#random.growth() < growthRate,
      this.#random.contrast() < contrastRate,
    ];
    if (grows) growth(picture, this.#random.growth);
    if (hasVoids) voids(picture, this.#random.voids);
    if (isPale) paleness(picture, this.#random.contrast);
    if (hasVoids) return 'void';
    if (grows) return 'growth';
    return isPale ? 'contrast' : undefined;
  }

  /** The three strings of `~HS`. The label at the head is loaded and waits for its carton; the others are formats in the buffer. */
  #hostStatus(): string {
    const loaded = Math.min(1, this.#labels.length);
    const formats = this.#labels.length - loaded;
    const { paperOut, ribbonOut, headOpen, printerPaused } = this.#faults;
    const flag = (on = false) => (on ? 1 : 0);
    const full = flag(this.#labels.length >= BUFFER_FORMATS);
    return [
      `030,${flag(paperOut)},${flag(printerPaused)},1245,${digits(formats, 3)},${full},0,0,000,0,0,0`,
      `000,0,${flag(headOpen)},${flag(ribbonOut)},1,4,0,0,${digits(loaded, 8)},1,000`,
      '1234,0',
    ]
      .map((frame) => `\x02${frame}\x03\r\n`)
      .join('');
  }

  #obey(command: string, answer: (text: string) => void): void {
    if (command === 'JA') {
      this.counts.cancelled += this.#labels.length;
      this.#labels = [];
    }
    if (command === 'HS' && !this.#faults.silentPrinter) answer(this.#hostStatus());
  }

  #serve(socket: Socket): void {
    const read = zplReader();
    this.#client = socket;
    socket.setEncoding('utf8').setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const piece of read(String(chunk))) {
        if (piece.kind === 'immediate') {
          this.#obey(piece.command, (text) => socket.write(text));
          continue;
        }
        const label = draw(piece.format);
        this.counts.received += piece.format.copies;
        for (let copy = 0; copy < piece.format.copies; copy++) this.#labels.push(label);
      }
      if (this.#labels.length >= BUFFER_FORMATS) socket.pause();
    });
  }

  /** Listens for one client at a time, as such printers do: another is hung up on. */
  async listen(at: ListenAt): Promise<Listening> {
    const server = createServer((socket) => this.#serve(socket));
    server.maxConnections = 1;
    const drop = () => this.#client?.destroy();
    const port = await listen(server, at);
    return {
      port,
      drop,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          drop();
        }),
    };
  }
}
