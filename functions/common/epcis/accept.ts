interface Range {
  readonly type: string;
  readonly subtype: string;
  readonly q: number;
}

const MOST_RANGES = 100;

/**
 * The first of the media types offered, in the server's order, among those the Accept header likes best (RFC 9110 §12.5.1: the most specific
 * range that fits a type says its weight). Without the header anything will do; undefined when none will. Parameters of media types are
 * passed over: nothing here is offered in two variants.
 */
export function preferred<Type extends string>(accept: string | undefined, offered: readonly Type[]): Type | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',', MOST_RANGES).map(rangeOf);
  let best: { type: Type; q: number } | undefined;
  for (const type of offered) {
    const q = weightOf(type, ranges);
    if (q > (best?.q ?? 0)) best = { type, q };
  }
  return best?.type;
}

function rangeOf(text: string): Range {
  const [media = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type = '', subtype = ''] = media.split('/');
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const q = weight === undefined ? 1 : Number(weight);
  return { type, subtype, q: q >= 0 && q <= 1 ? q : 0 };
}

function weightOf(offered: string, ranges: readonly Range[]): number {
  const [type, subtype] = offered.split('/');
  const fitting = [
    (range: Range) => range.type === type && range.subtype === subtype,
    (range: Range) => range.type === type && range.subtype === '*',
    (range: Range) => range.type === '*' && range.subtype === '*',
  ];
  for (const fits of fitting) {
    const found = ranges.filter(fits);
    if (found.length > 0) return Math.max(...found.map(({ q }) => q));
  }
  return 0;
}
