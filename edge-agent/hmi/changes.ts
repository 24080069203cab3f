/** A status as it is told: members of the site, and its lines with members of their own. */
export interface ToldStatus {
  readonly lines: readonly ({ readonly line: string } & object)[];
}

/** What has changed since the status told before. A member that is gone is told as null. */
export interface StatusChange {
  readonly site: Readonly<Record<string, unknown>>;
  readonly lines: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Remembers what was told, member by member, and answers what is new. */
export class Changes {
  #site = new Map<string, string>();
  readonly #lines = new Map<string, Map<string, string>>();

  /** What is new against the last status that was given; undefined when nothing is. */
  since({ lines, ...site }: ToldStatus): StatusChange | undefined {
    const changedSite = changed(this.#site, site);
    const changedLines: Record<string, Record<string, unknown>> = {};
    for (const status of lines) {
      const before = this.#lines.get(status.line) ?? new Map<string, string>();
      this.#lines.set(status.line, before);
      const members = changed(before, status);
      if (Object.keys(members).length > 0) changedLines[status.line] = members;
    }
    const nothing = Object.keys(changedSite).length === 0 && Object.keys(changedLines).length === 0;
    return nothing ? undefined : { site: changedSite, lines: changedLines };
  }
}

/** Members that are not as they were, and null for those that are gone; what is there now is remembered. */
function changed(before: Map<string, string>, now: object): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  const there = new Map(Object.entries(now).filter(([, value]) => value !== undefined));
  for (const [name, value] of there) {
    const text = JSON.stringify(value);
    if (before.get(name) === text) continue;
    before.set(name, text);
    members[name] = value;
  }
  for (const name of [...before.keys()]) {
    if (there.has(name)) continue;
    before.delete(name);
    members[name] = null;
  }
  return members;
}
