type Step = () => void | Promise<void>;

/** The way down, in two steps that providers add to as they come up. */
export interface Shutdown {
  onStop(stop: Step): void;
  onClose(close: Step): void;
  /** Runs all stops at once and waits for them and for `settled`, at most `graceMs`; then the closes, last first. A second call waits for the first. */
  run(graceMs: number, settled: (graceMs: number) => Promise<void>): Promise<void>;
}

/** Makes an empty way down. A step that fails is told to `log` and does not keep the others from running. */
export function shutdown(log: (line: string) => void): Shutdown {
  const stops: Step[] = [];
  const closes: Step[] = [];
  const safely = async (step: Step) => {
    try {
      await step();
    } catch (error) {
      log(`on the way down: ${String(error)}`);
    }
  };
  const down = async (graceMs: number, settled: (graceMs: number) => Promise<void>) => {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, graceMs);
    const stopped = Promise.all(stops.map(safely)).then(() => settled(graceMs));
    await Promise.race([stopped.catch((error) => log(`on the way down: ${String(error)}`)), late.promise]);
    clearTimeout(timer);
    for (const close of closes.reverse()) await safely(close);
  };
  let running: Promise<void> | undefined;
  return {
    onStop: (stop) => void stops.push(stop),
    onClose: (close) => void closes.push(close),
    run: (graceMs, settled) => {
      running ??= down(graceMs, settled);
      return running;
    },
  };
}
