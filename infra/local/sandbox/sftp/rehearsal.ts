/** Who may log in at the partner's server of a rehearsal: by this password, or by keys that it is told to trust. No part of it is secret. */
export const rehearsal = { user: 'seriate', password: 'rehearsal-only' } as const;

/** Folders that a partner has. */
export const folders = { out: 'out', in: 'in', archive: 'in/archive', results: 'results', answers: 'answers' } as const;
