// What the processes of the network's bench agree on: who the partners are, and which document goes to whom and when.

export const tenant = 'bench';
export const PARTNERS = 50;

/**
 * How a partner misbehaves. down: nobody listens · error: status 500 · hangs: takes the document and never answers · unreadable: a page of HTML with status 200 · drips: takes the
 * document, tells what came of it a byte at a time, and refuses it in the end.
 */
export const broken = ['down', 'error', 'hangs', 'unreadable', 'drips'] as const;
export type Behaviour = (typeof broken)[number] | 'well';

/** Partners with numbers that 10 divides, less one, are broken. */
export const behaviourOf = (partner: number): Behaviour =>
  partner % 10 === 9 ? (broken[Math.floor(partner / 10)] ?? 'well') : 'well';
export const isWell = (partner: number) => behaviourOf(partner) === 'well';

/** How a partner is reached; `ordered` is HTTPS with one document at a time. */
export type Way = 'webhook' | 'https' | 'capture' | 'ordered' | 'as2' | 'sftp';
const web = ['webhook', 'https', 'capture'] as const;
const others: Readonly<Record<number, Way>> = { 4: 'ordered', 14: 'ordered', 24: 'as2', 34: 'as2', 44: 'sftp' };

export const wayOf = (partner: number): Way =>
  behaviourOf(partner) === 'drips' ? 'https' : (others[partner] ?? web[partner % web.length] ?? 'https');

/** Who gets all documents of a burst. */
export const BURST_TO = 1;

/** `alone` has documents for those who are well, and no partner that is broken. */
export const sides = ['alone', 'together'] as const;
export type Side = (typeof sides)[number];
export const nameOf = (side: Side, partner: number) => `${side}-${String(partner).padStart(2, '0')}`;

export interface Size {
  /** Documents that come at a pace, on both sides; one in six of them comes alone. */
  readonly documents: number;
  readonly rounds: number;
  /** Documents for one partner that come at once, in each round of each side. */
  readonly burst: number;
  /** Documents with which the capacity is measured, before each round; and as many before all of them. */
  readonly warm: number;
}

/** Documents that come one after the other, those of the burst in the middle of them. Rounds count from 0; what is not of a round warms. */
export interface Wave {
  readonly side: Side;
  readonly round: number | undefined;
  /** Number of the first of them; those of the burst are the last. */
  readonly first: number;
  readonly paced: number;
  readonly burst: number;
}

/** Sides take turns within each round, so that what else the machine does falls on both. */
export function wavesOf({ documents, rounds, burst, warm }: Size): Wave[] {
  const waves: Wave[] = [];
  let first = 0;
  const add = (side: Side, round: number | undefined, paced: number, atOnce: number) => {
    waves.push({ side, round, first, paced, burst: atOnce });
    first += paced + atOnce;
  };
  const alone = Math.round(documents / 6 / rounds);
  const together = Math.round(documents / rounds) - alone;
  add('alone', undefined, warm, 0);
  for (let round = 0; round < rounds; round++) {
    add('alone', undefined, warm, 0);
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      add(side, round, side === 'alone' ? alone : together, burst);
  }
  return waves;
}

export interface BenchDocument {
  readonly number: number;
  readonly side: Side;
  readonly partner: number;
  readonly round: number | undefined;
  readonly isBurst: boolean;
}

const all = Array.from({ length: PARTNERS }, (_, partner) => partner);
const well = all.filter(isWell);
/** Who answers at once. */
const prompt = well.filter((partner) => others[partner] === undefined && wayOf(partner) !== 'capture');

/** All documents, by number. */
export const documentsOf = (size: Size): BenchDocument[] => wavesOf(size).flatMap(documentsIn);

function documentsIn({ side, round, first, paced, burst }: Wave): BenchDocument[] {
  const partners = round === undefined ? prompt : side === 'alone' ? well : all;
  return Array.from({ length: paced + burst }, (_, i) => {
    const turn = partners[i % partners.length] ?? 0;
    const partner = i >= paced ? BURST_TO : instead(turn, Math.floor(i / partners.length));
    return { number: first + i, side, partner, round, isBurst: i >= paced };
  });
}

/** A file by SFTP takes a session of its own, and partners reached so get few: one in five of what the others get. */
const instead = (partner: number, times: number) => (wayOf(partner) === 'sftp' && times % 5 > 0 ? 0 : partner);

const DIGITS = 9;
/** A document's number as it is written. */
export const spelt = (number: number) => String(number).padStart(DIGITS, '0');
export const deliveryIdOf = ({ side, number }: Pick<BenchDocument, 'side' | 'number'>) => `${side}-${spelt(number)}`;
/** Of the shipment that a document tells. */
export const eventIdOf = (number: number) => `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** The despatch advice that a shipment names, by which whoever gets a document knows which it is. */
export const adviceOf = (number: number) => `urn:epcglobal:cbv:bt:4150000000004:D${spelt(number)}`;

/** The number of the document that a text is; undefined where it is none, or more than one. */
export function numberIn(text: string): number | undefined {
  const found = new Set(Array.from(text.matchAll(/:D(\d{9})\b/g), ([, digits]) => digits));
  const [only] = found;
  return found.size === 1 ? Number(only) : undefined;
}
