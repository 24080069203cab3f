import type { Page } from 'playwright-core';
import type { Product } from '../../kit/product.ts';

interface On {
  page(): Page;
  product(): Product;
}

/** Goes to a place of the console by its address. */
export const goTo = ({ page, product }: On, place: string) => page().goto(`${product().url}/#/${place}`);
