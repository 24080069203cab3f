/** One line of JSON on stderr: a stable code and what belongs to it. */
export function log(code: string, details: Readonly<Record<string, unknown>> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), code, ...details })}\n`);
}
