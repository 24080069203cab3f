import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { isDay } from '../../is-day.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { completed, type Facts, judgeForms } from '../facts.ts';
import type { Report, ReportData } from '../regime.ts';
import type { ReportedLot, ReportedProduct } from '../reported.ts';
import { acceptBill } from './accept-bill.ts';
import { productionBill } from './bill-of.ts';
import { cascadeOf } from './cascade.ts';
import { chinaCodeOf, codeProblem, codeText, codingOf, serialProblem } from './codes.ts';
import { isRelease, PRODUCTION } from './due-reports.ts';
import { refEntIdOf } from './enterprise-ids.ts';
import { fileProblem } from './file-size.ts';
import { relationRule as batchRule, relationForms } from './judge-facts.ts';
import { relationProblem } from './relation-problem.ts';
import { packingRelations, releaseRelation } from './relations-of.ts';
import { REPLACE, replacementOf } from './replace.ts';

type Data = Omit<ReportData, 'requestId'>;

const byHand = refuse('unsupported', 'no call that changes a relation is public', {
  at: '/containers',
  rule: 'MSFX: uploadrelation, codereplace',
  remedy: 'change the relation on the platform by hand, then cancel this report',
});

const relationRule = 'RelationCreate 3.0';

/** Refuses what the platform would refuse, with the place and the rule. */
export function accept(data: Data, report?: Report): Refusal | undefined {
  const { product, lot, serials, movement } = data;
  if (report?.name === REPLACE) return acceptReplacement(data);
  if (report?.notes?.['of'] === 'repacking') return byHand;
  if (movement !== undefined && report !== undefined) return acceptBill(data, report); // of whatever products
  const refusal = acceptProduct(product) ?? (lot && acceptLot(lot)) ?? acceptSerials(serials, product);
  if (refusal !== undefined || report === undefined) return refusal;
  if (report.name === PRODUCTION) return acceptProduction(data);
  return report.name === 'uploadrelation' ? acceptRelation(data, report) : acceptBill(data, report);
}

function acceptProduct(product: ReportedProduct): Refusal | undefined {
  const { gtin, name, markets } = product;
  const at = (member: string) => ({ at: `/product/${member}`, rule: relationRule });
  if (!/^\d{14}$/.test(gtin) || !checkDigitHolds(gtin)) return refuse('malformed', `${gtin} is not a GTIN`, at('gtin'));
  if (name.trim() === '') return refuse('malformed', 'name is missing', at('name'));
  const code = chinaCodeOf(product);
  if (code !== undefined && !/^8\d{6}$/.test(code))
    return refuse('malformed', `${code} is no product identity of the platform`, at('nationalNumbers'));
  return markets.includes('CN') ? undefined : refuse('malformed', 'the product is not sold in CN', at('markets'));
}

function acceptLot({ lot, expiry }: ReportedLot): Refusal | undefined {
  if (lot.length < 1 || lot.length > 20)
    return refuse('malformed', `lot ${lot} does not have 1 to 20 characters`, { at: '/lot/lot', rule: relationRule });
  if (isDay(expiry)) return undefined;
  return refuse('malformed', `${expiry} is not a date YYYY-MM-DD`, { at: '/lot/expiry', rule: relationRule });
}

function acceptSerials(serials: readonly string[], product: ReportedProduct): Refusal | undefined {
  const coding = codingOf(product);
  const seen = new Set<string>();
  for (const [index, serial] of serials.entries()) {
    const at = `/serials/${index}`;
    const problem = serialProblem(serial, at, coding);
    if (problem !== undefined) return problem;
    if (seen.has(serial)) return refuse('conflict', `serial ${serial} stands twice`, { at, rule: relationRule });
    seen.add(serial);
  }
  return undefined;
}

function acceptRelation(data: Data, report: Report): Refusal | undefined {
  const { registrations } = data.holder;
  const ref = refEntIdOf(registrations);
  if (isRefusal(ref)) return ref;
  const wanted = acceptFacts(data.facts ?? {});
  if (wanted !== undefined) return wanted;
  if (isRelease(report)) return relationProblem(releaseRelation(data), '/relations/0');
  return acceptContainers(data) ?? acceptPacking(data);
}

function acceptReplacement(data: Data): Refusal | undefined {
  const written = replacementOf(data);
  return isRefusal(written) ? written : undefined;
}

function acceptProduction(data: Data): Refusal | undefined {
  const billed = productionBill(data);
  return isRefusal(billed) ? billed : undefined;
}

function acceptFacts(facts: Facts): Refusal | undefined {
  const wrong = judgeForms(completed(facts, relationForms), relationForms, batchRule);
  return wrong && { ...wrong, remedy: 'give the fact anew: PUT /api/deliveries/{deliveryId}/facts' };
}

/** A relation is of one product: packs of another one cannot be told in it. */
function acceptContainers({ containers = [], product, lot: told }: Data): Refusal | undefined {
  const cascade = cascadeOf(product);
  if (isRefusal(cascade)) return cascade;
  const coding = codingOf(product);
  const own = new Set([product.gtin, ...(product.packaging ?? []).map(({ gtin }) => gtin)]);
  for (const [i, { code, children, lots = [] }] of containers.entries()) {
    const problem = codeProblem(code, `/containers/${i}/code`, coding);
    if (problem !== undefined) return problem;
    const others = lots.filter((lot) => lot !== told?.lot);
    if (others.length > 0)
      return refuse(
        'unsupported',
        `${codeText(code)} holds packs of lot ${others.join(', ')}, too: a file is of one batch`,
        {
          at: `/containers/${i}/lots`,
          rule: `${relationRule}: Batch`,
          remedy:
            'have its packs packed by lot, or tell the platform of the mixed container by hand, then cancel this report',
        },
      );
    for (const [j, child] of children.entries()) {
      const at = `/containers/${i}/children/${j}`;
      const wrong = codeProblem(child, at, coding);
      if (wrong !== undefined) return wrong;
      if (child.gtin !== undefined && !own.has(child.gtin))
        return refuse('unsupported', `${child.gtin} is of another product: a relation is of one`, {
          at,
          rule: `${relationRule}: productCode`,
          remedy: 'tell the platform of the mixed container by hand, then cancel this report',
        });
    }
  }
  return undefined;
}

function acceptPacking(data: Data): Refusal | undefined {
  const relations = packingRelations(data);
  if (isRefusal(relations)) return relations;
  const tooLarge = fileProblem(relations);
  if (tooLarge !== undefined) return tooLarge;
  const laid = new Set(relations.flatMap(({ codes }) => codes.map(({ curCode }) => curCode)));
  const { containers = [] } = data;
  const lost = containers.findIndex(({ code }) => !laid.has(codeText(code)));
  if (lost >= 0 || containers.length === 0)
    return refuse('conflict', 'containers are inside each other, or there is none', {
      at: `/containers/${Math.max(0, lost)}`,
      rule: `${relationRule}: parentCode`,
      remedy: 'correct the packing by events, or cancel this report',
    });
  for (const [i, relation] of relations.entries()) {
    const problem = relationProblem(relation, `/relations/${i}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
