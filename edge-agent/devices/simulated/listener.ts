/** A simulated device that listens. `drop` breaks its connections, as a pulled cable does. */
export interface Listening {
  readonly port: number;
  drop(): void;
  close(): Promise<void>;
}
