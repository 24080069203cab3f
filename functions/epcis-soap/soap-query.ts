/**
 * A subscription of SOAP brings its own query. It is kept as a named query of this name, so that one kind of subscription is enough; the
 * name is taken once, and with it the subscription's id.
 */
export const soapQueryName = (subscriptionID: string): string => `${PREFIX}${subscriptionID}`;

/** True for the query of a subscription that was made by SOAP. */
export const isSoapQuery = (name: string): boolean => name.startsWith(PREFIX);

const PREFIX = 'soap:';
