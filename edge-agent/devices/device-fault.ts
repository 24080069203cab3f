/** `timeout`: no answer in time. `disconnected`: no connection. `rejected`: understood and turned down, or not understandable. */
export type FaultKind = 'timeout' | 'disconnected' | 'rejected';

/** A device did not do what it was told. `kind` decides what the line does next; `message` is for the operator. */
export class DeviceFault extends Error {
  readonly kind: FaultKind;

  constructor(kind: FaultKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'DeviceFault';
    this.kind = kind;
  }
}
