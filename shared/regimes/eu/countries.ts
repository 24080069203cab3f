/**
 * Where Delegated Regulation (EU) 2016/161 applies, ISO 3166-1 alpha-2: the 27 member states, the EEA and Switzerland (voluntary).
 * The United Kingdom is not among them since 2021, Northern Ireland since 1 January 2025 (Windsor Framework).
 */
export const countries: readonly string[] = (
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK ' + 'IS LI NO CH'
).split(' ');
