import * as v from 'valibot';

/** A label of a platform's own, of whatever form. */
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

/** A place of business, as IS MPT and ASL BELGISI number those of a participant. */
const placeNumber = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be 1 to 9 digits'));

/** What holds of a text of that form; whose form is wrong is told that alone. */
const where = (form: RegExp, holds: (text: string) => boolean) => (text: string) => !form.test(text) || holds(text);

/**
 * What regulators and platforms call a party or a place, by their schemes. The numbers of MDLP are of a subject of circulation (GUID) and of a place of
 * business (14 digits); those of Ma Shang Fang Xin are of an enterprise as itself and as somebody else's counterpart; those of KPIS are the number
 * of a business registration (National Tax Service) and of a care institution (HIRA); CNPJ is the Brazilian register of legal entities (Receita Federal, IN RFB 2.119/2022;
 * from July 2026 new ones have letters, too, and those of digits stay as they are: IN RFB 2.229/2024).
 */
export const registrations = v.strictObject({
  'mdlp-subject': v.exactOptional(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID')),
  ),
  'mdlp-place': v.exactOptional(v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'))),
  /** Who tells a sale first at MDLP: its sender (`direct`, when absent), or its receiver. */
  'mdlp-hand-over': v.exactOptional(v.picklist(['direct', 'reverse'])),
  'mpt-place': v.exactOptional(placeNumber),
  'asl-place': v.exactOptional(placeNumber),
  'msfx-ent': v.exactOptional(label),
  'msfx-ref-ent': v.exactOptional(label),
  /** Of a business in Korea. */
  'kr-business': v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^\d{10}$/, 'must be 10 digits'),
      v.check(where(/^\d{10}$/, isKoreanBusiness), 'must end in the check digit of a business registration number'),
    ),
  ),
  /** Of a hospital or pharmacy in Korea, beside that of its business. */
  'kr-institution': v.exactOptional(v.pipe(v.string(), v.regex(/^\d{8}$/, 'must be 8 digits'))),
  cnpj: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9A-Z]{12}\d{2}$/, 'must be 12 digits or capitals and two digits'),
      v.check((text) => /[^0]/.test(text), 'must be a CNPJ of somebody, not zeros'),
      v.check(where(/^[0-9A-Z]{12}\d{2}$/, isCnpj), 'must end in the check digits of a CNPJ'),
    ),
  ),
});

/**
 * Two digits modulo 11, the second of which checks the first as well: weights 2 to 9 from the right, again and again. A character counts as its code in ASCII less 48,
 * so that digits count as themselves and A as 17 (IN RFB 2.229/2024).
 */
function isCnpj(text: string): boolean {
  return [12, 13].every((length) => {
    const sum = [...text.slice(0, length)].reduceRight(
      (all, character, i) => all + (character.charCodeAt(0) - 48) * (((length - 1 - i) % 8) + 2),
      0,
    );
    const rest = sum % 11;
    return Number(text[length]) === (rest < 2 ? 0 : 11 - rest);
  });
}

/** Weights 1, 3, 7, again and again, then 5, whose product counts its tens as well: to the next ten the last digit is missing [R]. */
function isKoreanBusiness(text: string): boolean {
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
  const sum = weights.reduce(
    (all, weight, i) => all + Number(text[i]) * weight,
    Math.floor((Number(text[8]) * 5) / 10),
  );
  return Number(text[9]) === (10 - (sum % 10)) % 10;
}
