/** What a line says, by the names of the interface's calls. */
export type Call = 'begin' | 'allocations' | 'facts' | 'returns' | 'finish';

/** What a line was answered. */
export interface Said {
  readonly ok: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The way from a simulated line to its site, whatever it is. */
export interface LineCalls {
  orders(): Promise<unknown>;
  say(call: Call, order: string, body: Readonly<Record<string, unknown>>): Promise<Said>;
}
