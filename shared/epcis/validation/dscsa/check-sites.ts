import type { EpcisHead } from '../../document.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { guideline } from './guideline.ts';
import { masterDataOf } from './master-data-of.ts';

const RULE = guideline('Location master data');
const required = ['name', 'streetAddressOne', 'city', 'postalCode', 'countryCode'];

/** Each site must have a name and an address. Not every country has states. */
export function* checkSites(head: EpcisHead): Generator<Fault> {
  for (const { path, id, attributes } of masterDataOf(head, 'Location')) {
    for (const name of required)
      if (!attributes.has(name)) yield wrong('dscsa-site-attribute', path, RULE, `${name} of ${id} is missing`);
    const country = attributes.get('countryCode');
    if (!attributes.has('state') && (country === undefined || country === 'US'))
      yield doubtful('dscsa-site-state', path, RULE, `state of ${id} is missing`);
  }
}
