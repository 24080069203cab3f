import { isDay } from '../../is-day.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { childOf, readXmlTree, type XmlTree } from '../../wire/xml-tree.ts';
import { type Carrier, type CarrierType, carrierTypes, type Transfer, type TransferProducts } from './transfer.ts';

const wrong = (detail: string): Refusal => refuse('malformed', detail, { rule: 'PTS transfer 1.4' });

/** Reads a transfer of PTS. */
export function readTransfer(xml: string): Transfer | Refusal {
  const root = readXmlTree(xml);
  if (isRefusal(root)) return root;
  if (root.name.local !== 'transfer') return wrong(`<${root.name.local}> stands where transfer has to`);
  const textOf = (name: string) => childOf(root, name)?.text ?? '';
  const inside = insideOf(root);
  if (isRefusal(inside)) return inside;
  const documentDate = textOf('documentDate');
  if (!isDay(documentDate)) return wrong(`documentDate ${documentDate} is no day YYYY-MM-DD`);
  const [from, to, document] = ['sourceGLN', 'destinationGLN', 'documentNumber'].map(textOf);
  if (!from || !to || !document) return wrong('sourceGLN, destinationGLN and documentNumber are due');
  return { from, to, document, documentDate, ...inside };
}

function insideOf(tree: XmlTree): Pick<Carrier, 'carriers' | 'products'> | Refusal {
  const carriers: Carrier[] = [];
  const products: TransferProducts[] = [];
  for (const child of tree.children) {
    const { local } = child.name;
    const read = local === 'carrier' ? carrierOf(child) : local === 'productList' ? productsOf(child) : undefined;
    if (read === undefined) continue;
    if (isRefusal(read)) return read;
    if ('label' in read) carriers.push(read);
    else products.push(read);
  }
  return { carriers, products };
}

const isType = (text: string): text is CarrierType => carrierTypes.some((type) => type === text);

function carrierOf(tree: XmlTree): Carrier | Refusal {
  const { carrierLabel: label = '', containerType: type = '' } = tree.attributes;
  if (!/^00\d{18}$/.test(label)) return wrong(`carrierLabel ${label} is not 00 and an SSCC`);
  if (!isType(type)) return wrong(`containerType ${type} is none of ${carrierTypes.join(', ')}`);
  const inside = insideOf(tree);
  return isRefusal(inside) ? inside : { label, type, ...inside };
}

function productsOf({ attributes, children }: XmlTree): TransferProducts | Refusal {
  const { GTIN: gtin = '', lotNumber: lot = '', expirationDate: expiry = '' } = attributes;
  if (!/^\d{14}$/.test(gtin) || lot === '' || !isDay(expiry)) return wrong(`productList of ${gtin}, lot ${lot}`);
  const { productionDate: made, PONumber: order } = attributes;
  const serials = children.map(({ text }) => text);
  return { gtin, lot, expiry, ...(made && { made }), ...(order && { order }), serials };
}
