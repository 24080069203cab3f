import { countedIn } from './counted.ts';
import { deAlarms } from './de-alarms.ts';
import { deDesk } from './de-desk.ts';
import { deLine } from './de-line.ts';
import { deProblems, deRemedies } from './de-problems.ts';
import { deSiteAlarms } from './de-site-alarms.ts';
import { deStation } from './de-station.ts';
import { deWarehouse } from './de-warehouse.ts';
import { deWords } from './de-words.ts';
import type { Texts } from './en.ts';

const count = countedIn('de');
const messages = (n: number) => count(n, { one: 'Meldung wartet', other: 'Meldungen warten' });

export const de: Texts = {
  ...{ line: deLine, desk: deDesk, station: deStation, warehouse: deWarehouse, words: deWords },
  alarms: { ...deSiteAlarms, ...deAlarms },
  problems: deProblems,
  remedies: deRemedies,
  rooms: {
    line: 'Linie',
    station: 'Station',
    orders: 'Aufträge',
    held: 'Zurückgehalten',
    batches: 'Läufe',
    alarms: 'Alarme',
    warehouse: 'Lager',
    people: 'Personen',
  },
  roomsTitle: 'Bereiche',
  skip: 'Zum Inhalt',
  site: (name) => `Standort ${name}`,
  language: 'Sprache',
  appearance: 'Darstellung',
  appearances: { system: 'Automatisch', light: 'Hell', dark: 'Dunkel' },
  loading: 'Der Agent wird gefragt …',
  cancel: 'Abbrechen',
  close: 'Schließen',
  goOn: 'Weiter',
  none: 'keine',
  actions: 'Aktionen',
  roomFailed:
    'Dieser Teil der Seite kann nicht gezeigt werden. Versuchen Sie es noch einmal; gelingt es wieder nicht, hat der Agent vielleicht eine andere Version als die Seite: laden Sie die Seite neu und melden Sie sich wieder an.',
  tryAgain: 'Noch einmal versuchen',
  loadAgain: 'Neu laden',
  more: (n) => `Mehr anzeigen (${n})`,
  noAnswer: 'Der Agent antwortet nicht.',
  problemOf: (status) => `Der Agent antwortete ${status}.`,
  sessionOver: 'Ihre Sitzung ist beendet: bitte neu anmelden.',
  signInFirst: 'Zum Ansehen bitte anmelden.',
  mayNot: 'Das dürfen Sie nicht sehen. Jemand mit dem Recht meldet sich an.',
  cloud: {
    connected: (n) => `Cloud verbunden, ${messages(n)}`,
    away: (n) => `Cloud nicht verbunden, ${messages(n)}`,
    awaySince: (when, n) => `Cloud nicht erreicht seit ${when}, ${messages(n)}`,
    greengrass: 'über Greengrass',
    gathering: (n) => `${count(n, { one: 'Karton', other: 'Kartons' })} für die nächste gesammelt`,
    send: 'Jetzt senden',
    live: 'live',
    asked: 'jede Sekunde abgefragt',
  },
  person: {
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    username: 'Benutzername',
    password: 'Passwort',
    yourPassword: 'Ihr Passwort',
    wait: (names) =>
      `${names} hat Ihr Passwort gesetzt, und noch niemand bürgt für Sie: lassen Sie jemanden bürgen und melden Sie sich neu an.`,
    choose: 'Wählen Sie ein eigenes Passwort (mindestens 10 Zeichen)',
    wasSet: (names) =>
      `${names} hat ein Passwort für Sie gesetzt. Sie können nichts tun, bevor Sie ein eigenes gewählt haben.`,
    passwordSet: 'Das Passwort, das für Sie gesetzt wurde',
    newPassword: 'Neues Passwort',
    setPassword: 'Passwort setzen',
    chosen:
      'Jetzt bürgt jemand anderes für Sie, der gesehen hat, wie Sie es wählten: Schichtleitung, Qualitätssicherung oder Technik. Melden Sie sich danach neu an.',
    sign: 'Unterschreiben',
    signing: (meaning) => `Unterschreiben: ${meaning}`,
    reason: (what) => `${what} (10 bis 1000 Zeichen)`,
    why: 'Warum',
    another: 'Jetzt ist jemand anderes angemeldet: was vorher geschrieben wurde, ist nicht getan.',
  },
};
