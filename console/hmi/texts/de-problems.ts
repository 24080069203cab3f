import type { WordTable } from './word-table.ts';

/** What a refusal of the agent is in principle. */
export const deProblems: WordTable = {
  unauthenticated: 'Nicht angemeldet oder falsches Passwort',
  'not-permitted': 'Nicht erlaubt',
  'signature-needed': 'Unterschrift nötig',
  'not-found': 'Nicht gefunden',
  'method-not-allowed': 'So nicht möglich',
  conflict: 'Jetzt nicht möglich',
  'pool-exhausted': 'Keine Nummern mehr',
  'too-large': 'Zu groß',
  'unsupported-media': 'Unbekanntes Format',
  busy: 'Beschäftigt, bitte noch einmal',
  malformed: 'Angabe nicht richtig',
  'bad-parameter': 'Angabe nicht richtig',
  fault: 'Fehler im Agenten',
};
