/** Whether a text has the form. Forms are those of `base_types.xsd` of the operator's schemas, version 1.38. */
export type Form = (text: string) => boolean;

const matching =
  (pattern: RegExp): Form =>
  (text) =>
    pattern.test(text);

const oneOf = (...values: number[]): Form => {
  const allowed = new Set(values.map(String));
  return (text) => allowed.has(text);
};

/** Up to so many characters, in one line, without blanks at either end. */
const clear =
  (most: number): Form =>
  (text) =>
    text.length <= most && /^\S(.*\S)?$/.test(text);

const guid = matching(/^[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}$/);
const place = matching(/^\d{14}$/);

/** A day of the calendar as DD.MM.YYYY. */
const day: Form = (text) => {
  const [, dd, mm, yyyy] = /^(\d\d)\.(\d\d)\.((?:19|[2-9]\d)\d\d)$/.exec(text) ?? [];
  return dd !== undefined && isDay(`${yyyy}-${mm}-${dd}`);
};

const momentForm =
  /^(?!0000)\d{4}-\d\d-\d\dT([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?([+-](0\d|1[0-3]):[0-5]\d|[+-]14:00|Z)$/;
/** A moment with its offset from UTC, which may not be left out. */
const moment: Form = (text) => momentForm.test(text) && isDay(text.slice(0, 10));

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** At most 16 digits, two of them after the point. */
const price: Form = (text) => {
  const [, whole, after = ''] = /^[+-]?(\d+)(?:\.(\d{0,2}))?$/.exec(text) ?? [];
  return whole !== undefined && whole.replace(/^0+/, '').length + after.length <= 16;
};

export const forms = {
  place,
  guid,
  subject: (text: string) => place(text) || guid(text),
  sgtin: matching(/^\d{14}[a-zA-Z0-9]{13}$/),
  sscc: matching(/^\d{18}$/),
  gtin: place,
  series: clear(20),
  number: clear(200),
  reason: clear(500),
  longReason: clear(1000),
  day,
  moment,
  price,
  yesNo: matching(/^(true|false|0|1)$/),
  onlyTrue: matching(/^(true|1)$/),
  country: matching(/^[A-Z]{2}$/),
  device: (text: string) => text.length === 16,
  message: clear(255),
  inn: matching(/^(\d{10}|\d{12})$/),
  innOfCompany: matching(/^(\d[1-9]|[1-9]\d)\d{8}$/),
  innOfPerson: matching(/^(\d[1-9]|[1-9]\d)\d{10}$/),
  kpp: matching(/^(\d[1-9]|[1-9]\d)\d{7}$/),
  customs: matching(/^(\d{2}|\d{5}|\d{8})$/),
  declaration: (text: string) => text.length >= 1 && text.length <= 7,
  part: matching(/^[1-9]\d*\/[1-9]\d*$/),
  orderType: oneOf(1, 2),
  contract: oneOf(1, 2, 3, 4, 5, 6, 7, 8),
  foreignContract: oneOf(1, 2, 3, 4),
  source: oneOf(1, 2, 3, 4, 5),
  turnover: oneOf(1, 2),
  received: oneOf(1, 2),
  posted: oneOf(1, 2, 3),
  procedure: oneOf(40, 93, 94, 31, 10, 80),
  confirmation: oneOf(1, 2),
  withdrawal: oneOf(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26),
  destruction: oneOf(1, 2, 3),
  destructionReason: oneOf(1, 2, 3, 4, 5, 6, 7),
  method: oneOf(1, 2, 3),
  recalled: oneOf(313, 333, 334, 335, 341, 342, 360, 363, 431, 470, 541, 300, 812),
  dropped: oneOf(1, 2),
} satisfies Record<string, Form>;

export type FormName = keyof typeof forms;
