/** What it takes to run one function. */
export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  /** The bundle, and the name of its exported handler. */
  readonly file: string;
  readonly exported: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** How many invocations may run at once. */
  readonly concurrency: number;
  /** Asked whenever a worker starts. */
  readonly environment: () => Readonly<Record<string, string>>;
}
