import type { KeyValues } from './words.ts';

/** Words that a line may say beside a call. Others are passed over in contexts, and refused as selection criteria. */
const keys = [
  'OrderID',
  'LotNumber',
  'GTIN',
  'PackagingLevel',
  'SIDClass',
  'RequestToken',
  'Reason',
  'EventTime',
  'Partial',
] as const;
export type Words = Readonly<Partial<Record<(typeof keys)[number], string>>>;

/** The known among words that were said; the last of two under one key counts. An empty one is as if not said. */
export const wordsOf = (...said: readonly KeyValues[]): Words =>
  Object.fromEntries(
    said
      .flat()
      .filter(({ key, value }) => value !== '' && keys.some((one) => one === key))
      .map(({ key, value }) => [key, value]),
  );

/** A key that nobody here knows. */
export const unknownKey = (said: KeyValues): string | undefined =>
  said.map(({ key }) => key).find((key) => !keys.some((one) => one === key));
