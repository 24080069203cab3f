/** What a code says beside the number, or what is known of that number; an expiry is `YYYY-MM-DD`, or as a code has it, `YYMMDD`. */
export interface Said {
  readonly lot?: string | undefined;
  readonly expiry?: string | undefined;
}

/** Whether a code says another lot, or another month of expiry, than is known (2011/62/EU art. 80). What is not said, or not known, is no difference. */
export function codeDiffers(code: Said, known: Said): boolean {
  const [month, knownMonth] = [monthOf(code.expiry), monthOf(known.expiry)];
  return (
    (code.lot !== undefined && known.lot !== undefined && code.lot !== known.lot) ||
    (month !== undefined && knownMonth !== undefined && month !== knownMonth)
  );
}

/** The same as people read it. */
export const inWords = ({ lot, expiry }: Said): string =>
  [lot === undefined ? [] : `lot ${lot}`, expiry === undefined ? [] : `expiry ${dateOf(expiry)}`].flat().join(', ') ||
  'neither lot nor expiry';

/** Of a code without a day only the month is said (GS1 General Specifications §3.4.7). */
const dateOf = (expiry: string) =>
  expiry.replace(/^(\d\d)(\d\d)(\d\d)$/, (_, year, month, day) => `20${year}-${month}${day === '00' ? '' : `-${day}`}`);

const monthOf = (expiry: string | undefined) => expiry?.replaceAll('-', '').slice(-6).slice(0, 4);
