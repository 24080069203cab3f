/** Who may sign in for a subject. */
export interface User {
  readonly userId: string;
  /** For `auth_type` PASSWORD. */
  readonly password?: string | undefined;
  /** PEM. When given, signatures must be made with it. */
  readonly certificate?: string | undefined;
}

/** A participant. */
export interface Subject {
  readonly name: string;
  /** `system_subject_id`. */
  readonly systemId: string;
  readonly inn: string;
  /** Places of activity, 14 digits each. */
  readonly places: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly users: readonly User[];
  /** Only counterparties that it trusts may send to it or be sent to. */
  readonly trustsOnlyListed?: boolean | undefined;
}

export type Subjects = ReturnType<typeof subjectsOf>;

export function subjectsOf(all: readonly Subject[]) {
  const byId = new Map<string, Subject>();
  for (const subject of all)
    for (const id of [subject.systemId.toLowerCase(), ...subject.places]) byId.set(id, subject);
  const of = (id: string): Subject | undefined => byId.get(id.toLowerCase());
  return {
    all,
    /** Whose place it is, or whose firm. */
    of,
    byClient: (clientId: string) => all.find((one) => one.clientId === clientId),
    /** Who has `holder` has `id`: the same place, or a place and the firm that it is of. */
    isSame: (holder: string, id: string): boolean => {
      if (holder.toLowerCase() === id.toLowerCase()) return true;
      const subject = of(holder);
      return subject !== undefined && subject === of(id) && (holder.includes('-') || id.includes('-'));
    },
  };
}
