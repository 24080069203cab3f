import { readGln } from '#shared/gs1/gln.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { gtinProblem, isExpiry, isText, type PackIdentity } from '#shared/vrs/pack-identity.ts';

type Texts = Readonly<Record<string, string | undefined>>;

export interface Question extends PackIdentity {
  /** 13 digits. */
  readonly reqGLN: string;
}

/** Reads a verification request (GS1 Lightweight Messaging 1.0.2). */
export function readQuestion(path: Texts, query: Texts): Question | Refusal {
  const common = readRequestor(path['gtin'], query);
  if (isRefusal(common)) return common;
  const [lot, serial, exp] = [path['lot'] ?? '', path['serial'] ?? '', query['exp'] ?? ''];
  const problem =
    (isText(lot) ? undefined : 'lot is not 1 to 20 characters of GS1 set 82') ??
    (isText(serial) ? undefined : 'ser is not 1 to 20 characters of GS1 set 82') ??
    (isExpiry(exp) ? undefined : 'exp is not a date YYMMDD') ??
    (['verificationService', undefined].includes(query['linkType'])
      ? undefined
      : 'linkType is not verificationService');
  return problem === undefined ? { ...common, lot, serial, exp } : refuse('bad-parameter', problem);
}

/** Reads what a connectivity check and a verification request have in common. */
export function readRequestor(gtin: string | undefined, query: Texts): Pick<Question, 'gtin' | 'reqGLN'> | Refusal {
  const wrong = gtinProblem(gtin ?? '');
  if (wrong !== undefined) return refuse('bad-parameter', wrong);
  const reqGLN = readGln(query['reqGLN'] ?? '');
  if (isRefusal(reqGLN)) return refuse('bad-parameter', 'reqGLN is not a GLN of 13 digits');
  if (!['dscsaSaleableReturn', undefined].includes(query['context']))
    return refuse('bad-parameter', 'context is not dscsaSaleableReturn');
  return { gtin: gtin ?? '', reqGLN };
}
