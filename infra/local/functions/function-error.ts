/** A function failed. `type` is the error's own name, or the runtime's (`Sandbox.Timedout`, `Runtime.ExitError`, …). */
export class FunctionError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'FunctionError';
    this.type = type;
  }
}
