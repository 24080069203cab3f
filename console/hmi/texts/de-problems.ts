import type { ProblemWords } from './problem-words.ts';
import type { WordTable } from './word-table.ts';

/** What a refusal of the agent is in principle. */
const words: ProblemWords = {
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
  unsupported: 'Wird nicht unterstützt',
  fault: 'Fehler im Agenten',
};
export const deProblems: WordTable = words;

/** What to do instead of calling the agent's API. */
export const deRemedies: WordTable = {
  unauthenticated: 'Melden Sie sich an.',
  'not-permitted': 'Melden Sie sich neu an: Sie wählen ein eigenes Passwort, oder jemand bürgt für Sie.',
  'signature-needed': 'Erklären und unterschreiben Sie es; der Rest wird danach quittiert.',
  conflict: 'Sehen Sie nach, was jetzt da ist.',
};
