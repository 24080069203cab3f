import { countedIn } from './counted.ts';
import { enAlarms } from './en-alarms.ts';
import { enDesk } from './en-desk.ts';
import { enLine } from './en-line.ts';
import { enStation } from './en-station.ts';
import { enWarehouse } from './en-warehouse.ts';
import { enWords } from './en-words.ts';
import { wordTable } from './word-table.ts';

const count = countedIn('en');
const messages = (n: number) => count(n, { one: 'message waits', other: 'messages wait' });

/** Everything the page says, in English. The other catalogues have the same members: the type and a test see to it. */
export const en = {
  ...{ line: enLine, desk: enDesk, station: enStation, warehouse: enWarehouse },
  /** Words for the codes of the agent's API. What is not there is shown as the agent tells it. */
  words: enWords,
  /** Alarms by their code; what English does not say of them the agent itself tells. */
  alarms: enAlarms,
  /** What a refusal is in principle, by its code; the agent's own English words follow. */
  problems: wordTable({}),
  /** What to do instead of calling the agent's API, by the code of the refusal. */
  remedies: wordTable({
    unauthenticated: 'Sign in.',
    'not-permitted': 'Sign in again: you choose a password of your own, or have somebody vouch for you.',
    'signature-needed': 'Explain it and sign for it; what is left is acknowledged then.',
    conflict: 'Look at what is there now.',
  }),
  rooms: {
    line: 'Line',
    station: 'Station',
    orders: 'Orders',
    held: 'Held back',
    batches: 'Batches',
    alarms: 'Alarms',
    warehouse: 'Warehouse',
    people: 'People',
  },
  roomsTitle: 'Rooms',
  skip: 'Skip to the content',
  site: (name: string) => `Site ${name}`,
  language: 'Language',
  appearance: 'Appearance',
  appearances: { system: 'Automatic', light: 'Light', dark: 'Dark' },
  loading: 'Asking the agent …',
  cancel: 'Cancel',
  close: 'Close',
  goOn: 'Go on',
  none: 'none',
  actions: 'Actions',
  roomFailed:
    'This part of the page cannot be shown. Try again; if it fails again, the agent may have another release than the page: load the page again, and sign in again.',
  tryAgain: 'Try again',
  loadAgain: 'Load again',
  more: (n: number) => `Show more (${n})`,
  noAnswer: 'The agent does not answer.',
  problemOf: (status: number) => `The agent answered ${status}.`,
  sessionOver: 'Your session is over: sign in again.',
  signInFirst: 'Sign in to see this.',
  mayNot: 'You may not see this. Somebody with the right signs in.',
  cloud: {
    connected: (n: number) => `Cloud connected, ${messages(n)}`,
    away: (n: number) => `Cloud not connected, ${messages(n)}`,
    awaySince: (when: string, n: number) => `Cloud not reached since ${when}, ${messages(n)}`,
    greengrass: 'through Greengrass',
    gathering: (n: number) => `${count(n, { one: 'case', other: 'cases' })} gathered for the next`,
    send: 'Send now',
    live: 'live',
    asked: 'asked every second',
  },
  person: {
    signIn: 'Sign in',
    signOut: 'Sign out',
    username: 'User name',
    password: 'Password',
    yourPassword: 'Your password',
    wait: (names: string) =>
      `${names} set your password, and nobody has vouched for you yet: have somebody do it, and sign in again.`,
    choose: 'Choose a password of your own (10 characters or more)',
    wasSet: (names: string) =>
      `${names} set a password for you. You can do nothing before you have chosen one of your own.`,
    passwordSet: 'The password that was set for you',
    newPassword: 'New password',
    setPassword: 'Set password',
    chosen:
      'Now somebody else, who saw you choose it, vouches for you: a lead, quality assurance or an engineer. Sign in again then.',
    sign: 'Sign',
    signing: (meaning: string) => `Sign: ${meaning}`,
    reason: (what: string) => `${what} (10 to 1000 characters)`,
    why: 'Why',
    another: 'Somebody else is signed in now: what was written before is not done.',
  },
};

export type Texts = typeof en;
