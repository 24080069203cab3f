export type Language = 'en' | 'kk' | 'ru' | 'uz';

/**
 * What goes wrong, in each language that a system speaks. Names and words are the sandbox's own: neither operator publishes its codes. `kk` and `uz` are
 * translated where a person meets them first, else Russian stands there.
 */
const texts = {
  NOT_LET_IN: {
    en: 'the key or password does not let anybody in',
    ru: 'ключ или пароль не подходит',
    kk: 'кілт немесе құпиясөз жарамайды',
    uz: 'kalit yoki parol mos emas',
  },
  BODY: { en: 'the request cannot be read', ru: 'запрос не читается' },
  PLACE: {
    en: 'the place of business is not one of the participant',
    ru: 'место деятельности не принадлежит участнику',
    kk: 'қызмет орны қатысушыға тиесілі емес',
    uz: 'faoliyat joyi ishtirokchiga tegishli emas',
  },
  GROUP: { en: 'the product group is not that of medicines', ru: 'товарная группа не та, что у лекарств' },
  GTIN: { en: 'it is no GTIN', ru: 'это не GTIN' },
  SERIALS: { en: 'serials are given twice, or were ordered before', ru: 'серийные номера повторяются' },
  TOO_MANY: { en: 'there are too many of them', ru: 'их слишком много' },
  NO_MONEY: {
    en: 'the balance does not pay for the codes',
    ru: 'на балансе недостаточно средств',
    kk: 'теңгерімде қаражат жеткіліксіз',
    uz: 'balansda mablag‘ yetarli emas',
  },
  NO_ORDER: { en: 'there is no such order', ru: 'такого заказа нет' },
  NOT_READY: { en: 'the order gives no codes now', ru: 'заказ сейчас не выдаёт коды' },
  NO_REPORT: { en: 'there is no such report', ru: 'такого отчёта нет' },
  NO_METHOD: { en: 'there is no such method here', ru: 'такого метода здесь нет' },
  CODE_UNKNOWN: {
    en: 'the code was not issued to the participant, or its crypto part is another',
    ru: 'код не выдавался участнику, или его криптохвост другой',
    kk: 'код қатысушыға берілмеген',
    uz: 'kod ishtirokchiga berilmagan',
  },
  CODE_USED: {
    en: 'the code is used already',
    ru: 'код уже нанесён',
    kk: 'код бұрын қолданылған',
    uz: 'kod allaqachon qo‘llangan',
  },
  CODE_EXPIRED: { en: 'the code was not used in time', ru: 'срок использования кода истёк' },
  CODE_NOT_USED: { en: 'the code is on no pack, or the pack is no more', ru: 'код не нанесён или выбыл' },
  CODE_TWICE: { en: 'a code is named twice', ru: 'код назван дважды' },
  EXPIRY: { en: 'the expiry is not after today', ru: 'срок годности истёк' },
  MADE: { en: 'the day of making is not before the expiry and today', ru: 'дата производства неверна' },
  SERIES: { en: 'the series has 1 to 20 characters', ru: 'серия: от 1 до 20 символов' },
  COUNTRY: { en: 'the country does not go with the kind of release', ru: 'страна не соответствует способу выпуска' },
  UNIT: { en: 'it is no code of a package', ru: 'это не код упаковки' },
  UNIT_USED: { en: 'the package is known already', ru: 'упаковка уже известна' },
  COUNT: { en: 'the count is not that of the codes', ru: 'количество не совпадает с кодами' },
  CHILD_PACKED: { en: 'it is in another package', ru: 'уже вложен в другую упаковку' },
  REASON: { en: 'the reason is not taken', ru: 'причина не принимается' },
} as const satisfies Record<string, { en: string; ru: string; kk?: string; uz?: string }>;

export type Code = keyof typeof texts;

/** @param language Russian stands in for what is not translated */
export function textOf(code: Code, language: Language): string {
  const said: { readonly [L in Language]?: string } = texts[code];
  return said[language] ?? texts[code].ru;
}

/** The first language of an `Accept-Language` header that is spoken (RFC 9110 §12.5.4, without weights). */
export function languageOf(header: string | undefined, spoken: readonly [Language, ...Language[]]): Language {
  const wanted = (header ?? '').split(',').map((one) => one.trim().slice(0, 2).toLowerCase());
  return wanted.flatMap((one) => spoken.filter((language) => language === one))[0] ?? spoken[0];
}
