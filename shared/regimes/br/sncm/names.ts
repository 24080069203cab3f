/** What ended the duty. */
export const REPEALED_BY = 'Law 14.338 of 11 May 2022';

/** Namespace of the message set 1.00. */
export const SNCM = 'http://sncm.anvisa.gov.br/';
export const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Names of calls, by which they are limited, and where they go. */
export const EVENT_IN = 'event-in';
export const EVENT_OUT = 'event-out';
export const paths = {
  [EVENT_IN]: '/EventInService/1.0.0',
  [EVENT_OUT]: '/EventOutService/1.0.0',
} as const;

/** By this code SNCM says that it does not know a receipt. */
export const UNKNOWN_RECEIPT = '70';
