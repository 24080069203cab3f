import { type Refusal, refuse } from '../../../refusal.ts';
import type { ReportedCode, ReportedContainer } from '../../reported.ts';
import { codeOf } from '../codes.ts';
import { multiPack } from '../documents/multi-pack.ts';
import { unitPack } from '../documents/unit-pack.ts';
import { textOf } from '../goods.ts';
import { ownAny, unregistered } from './parties.ts';
import { reportKind, type Told } from './report-kind.ts';

const rule = 'MDLP XSD 1.38, unit_pack and multi_pack';
const remedy = 'only logistic units with an SSCC are told: pack into such ones, and tell the rest by hand';
const nameOf = (code: ReportedCode) => textOf(codeOf(code));
const isPackage = ({ sscc }: ReportedCode) => sscc !== undefined;

function unpackable({ containers = [] }: Told): Refusal | undefined {
  if (containers.length === 0) return refuse('malformed', 'no package is named', { at: '/containers', rule, remedy });
  for (const [i, { code, children }] of containers.entries()) {
    const at = `/containers/${i}`;
    if (code.sscc === undefined) return refuse('malformed', `${nameOf(code)} has no SSCC`, { at, rule, remedy });
    if (children.length === 0) return refuse('malformed', `nothing is in ${code.sscc}`, { at, rule, remedy });
  }
  return undefined;
}

/** A 915 has packs inside, or packages. */
function mixed({ containers = [] }: Told): Refusal | undefined {
  const hasPackages = containers[0]?.children.some(isPackage) ?? false;
  const i = containers.findIndex(({ children }) => children.some((child) => isPackage(child) !== hasPackages));
  if (i < 0) return undefined;
  return refuse('unsupported', `packs and packages are told of together with ${nameOf(containers[i]?.code ?? none)}`, {
    at: `/containers/${i}/children`,
    rule: 'MDLP XSD 1.38, multi_pack: by_sgtin or by_sscc',
    remedy: 'tell them by hand, one 911 for each package, then cancel this report',
  });
}
const none = { sscc: '' } as const;

const missing = (told: Told) => unregistered('/holder/', ownAny(told), 'any') ?? unpackable(told);

/** 911 of one package. */
export const packedOne = reportKind({
  document: unitPack,
  missing: (told) => {
    const { containers = [] } = told;
    const more = { at: '/containers', rule, remedy: 'cancel this report: packages are told of by others' };
    return missing(told) ?? (containers.length > 1 ? refuse('conflict', 'a 911 is of one package', more) : undefined);
  },
  value: (told) => {
    const { code = none, children = [] }: Partial<ReportedContainer> = told.containers?.[0] ?? {};
    return { subject_id: ownAny(told), sscc: code.sscc ?? '', operation_date: told.at, content: children.map(codeOf) };
  },
});

/** 915 of packages of one level. */
export const packedMany = reportKind({
  document: multiPack,
  missing: (told) => missing(told) ?? mixed(told),
  value: (told) => {
    const { containers = [] } = told;
    const detail = containers.map(({ code, children }) => ({ sscc: code.sscc ?? '', content: children.map(nameOf) }));
    const by = containers[0]?.children.some(isPackage) ? { by_sscc: detail } : { by_sgtin: detail };
    return { subject_id: ownAny(told), operation_date: told.at, by };
  },
});
