import type { ContainerLabel, Printer } from '../../devices/device.ts';

interface Needs {
  readonly labelPrinter: Printer | undefined;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}
/** What was done, with the label of a container that was made. */
type Done = object & { readonly label?: ContainerLabel };

/** How long a label printer may take. */
const PRINT_MS = 10_000;
/** Acts whose label is remembered; what is said again is said again within seconds. */
const MOST = 1_000;

/** Labels of what was done. An act stands whatever becomes of its label: one that was not printed is printed again, by whoever sees that. */
export class LabelPrinting {
  readonly #needs: Needs;
  readonly #printed = new Map<string, Promise<boolean>>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Prints a label where there is one. */
  async print<Of extends Done>(done: Of): Promise<Of & { printed?: boolean }> {
    return done.label === undefined ? done : { ...done, printed: await this.#print(done.label) };
  }

  /**
   * Prints the label of an act that was said under a token. Said again, while the first is being printed or after its answer was lost, it is answered as
   * before: two labels would make two containers of one. Where nobody knows whether it was printed, since the agent began anew between, it is not.
   */
  async printOnce<Of extends Done>(token: string, done: Of, isSaidAgain: boolean): Promise<Of & { printed?: boolean }> {
    if (done.label === undefined) return done;
    const printing = isSaidAgain ? this.#printed.get(token) : this.#print(done.label);
    if (printing === undefined) return { ...done, printed: false };
    this.#remember(token, printing);
    return { ...done, printed: await printing };
  }

  #remember(token: string, printing: Promise<boolean>): void {
    this.#printed.set(token, printing);
    const [oldest] = this.#printed.keys();
    if (this.#printed.size > MOST && oldest !== undefined) this.#printed.delete(oldest);
  }

  async #print(label: ContainerLabel): Promise<boolean> {
    const { labelPrinter, log } = this.#needs;
    if (labelPrinter === undefined) return false;
    try {
      await labelPrinter.print(label, AbortSignal.timeout(PRINT_MS));
      return true;
    } catch (error) {
      log('warehouse-label-not-printed', { error: String(error) });
      return false;
    }
  }
}
