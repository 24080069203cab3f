import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { ReportData } from '../regime.ts';
import { type Cascade, cascadeOf, writeCascade } from './cascade.ts';
import { chinaCodeOf } from './codes.ts';
import { layCodes, looseCodes } from './lay-codes.ts';
import type { Relation, RelationCode } from './relation.ts';

/** The relations of a packing, one for each layer that outermost containers have; a refusal where the product does not say how it is packed. */
export function packingRelations(data: Omit<ReportData, 'requestId'>): Relation[] | Refusal {
  const { product, containers = [] } = data;
  const cascade = cascadeOf(product);
  if (isRefusal(cascade)) return cascade;
  const deep = containers.findIndex(({ level }) => level >= cascade.length);
  if (deep >= 0)
    return refuse('malformed', `a container of level ${containers[deep]?.level} is none of the product’s packaging`, {
      at: `/containers/${deep}/level`,
      rule: 'RelationCreate 3.0: packLayer',
      remedy: 'add the level to the product’s packaging, then resend',
    });
  return layCodes(containers, cascade, product.gtin).map(({ layer, codes }) =>
    relationOf(data, cascade.slice(0, layer), codes),
  );
}

/** The relation of a release: packs that are in nothing yet. */
export const releaseRelation = (data: Omit<ReportData, 'requestId'>): Relation =>
  relationOf(data, [1], looseCodes(data.product.gtin, data.serials));

function relationOf(
  { product, lot, facts = {} }: Omit<ReportData, 'requestId'>,
  cascade: Cascade,
  codes: readonly RelationCode[],
): Relation {
  return {
    productCode: chinaCodeOf(product) ?? product.gtin,
    subTypeNo: facts['subTypeNo'] ?? '',
    cascade: writeCascade(cascade),
    packageSpec: `${product.strength}*${product.packSize}`,
    comment: '',
    batch: {
      batchNo: lot?.lot ?? '',
      madeDate: facts['madeDate'] ?? '',
      validateDate: lot?.expiry ?? '',
      workshop: facts['workshop'] ?? '',
      lineName: facts['lineName'] ?? '',
      lineManager: facts['lineManager'] ?? '',
    },
    codes,
  };
}
