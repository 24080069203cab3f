import * as v from 'valibot';

/** A label of a platform's own, of whatever form. */
const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

/**
 * What regulators and platforms call a party or a place, by their schemes. The numbers of MDLP are of a subject of circulation (GUID) and of a place of
 * business (14 digits); those of Ma Shang Fang Xin are of an enterprise as itself and as somebody else's counterpart; CNPJ is the Brazilian register of legal entities
 * (Receita Federal, IN RFB 2.119/2022).
 */
export const registrations = v.strictObject({
  'mdlp-subject': v.exactOptional(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID')),
  ),
  'mdlp-place': v.exactOptional(v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'))),
  /** Who tells a sale first at MDLP: its sender (`direct`, when absent), or its receiver. */
  'mdlp-hand-over': v.exactOptional(v.picklist(['direct', 'reverse'])),
  'msfx-ent': v.exactOptional(label),
  'msfx-ref-ent': v.exactOptional(label),
  cnpj: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^\d{14}$/, 'must be 14 digits'),
      v.check(isCnpj, 'must end in the check digits of a CNPJ'),
    ),
  ),
});

/** Two digits modulo 11, the second of which checks the first as well: weights 2 to 9 from the right, again and again. */
function isCnpj(text: string): boolean {
  return [12, 13].every((length) => {
    const sum = [...text.slice(0, length)].reduceRight(
      (all, digit, i) => all + Number(digit) * (((length - 1 - i) % 8) + 2),
      0,
    );
    const rest = sum % 11;
    return Number(text[length]) === (rest < 2 ? 0 : 11 - rest);
  });
}
