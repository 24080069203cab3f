import { CodeStore } from './code-store.ts';

/** A firm: what bills call it, and what its account is called. */
export interface Firm {
  readonly name: string;
  readonly entId: string;
  readonly refEntId: string;
}

/** A product: the first 7 digits of its codes (or its GTIN), whose it is, and its package variants with their ratios. */
export interface Product {
  readonly productCode: string;
  readonly refEntId: string;
  readonly subTypes: Readonly<Record<string, string>>;
}

/** What the platform knows. */
export interface World {
  readonly firms: Firm[];
  readonly products: Product[];
  readonly codes: CodeStore;
  /** Damaged codes by what replaced them. */
  readonly replaced: Map<string, string>;
}

export const newWorld = (firms: readonly Firm[], products: readonly Product[]): World => ({
  firms: [...firms],
  products: [...products],
  codes: new CodeStore(),
  replaced: new Map(),
});

export const firmOfAccount = ({ firms }: World, refEntId: string): Firm | undefined =>
  firms.find((one) => one.refEntId === refEntId);

export const firmOf = ({ firms }: World, entId: string): Firm | undefined => firms.find((one) => one.entId === entId);

/** True for a code that was issued to the account: by the product that it begins with, or GS1's own numbers. */
export function isIssuedTo({ products }: World, refEntId: string, code: string): boolean {
  if (code.startsWith('00')) return true; // SSCCs are anybody's
  const product = code.startsWith('01') ? code.slice(2, 16) : code.slice(0, 7);
  const own = products.filter((one) => one.refEntId === refEntId);
  // The GTIN of a case is not the product's: the firm's own prefix is enough.
  return own.some(({ productCode }) =>
    code.startsWith('01') ? productCode.slice(1, 9) === product.slice(1, 9) : productCode === product,
  );
}
