const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);

/** An element; what it holds is text, or elements that are written already. */
export const element = (name: string, inside: string | readonly string[]): string =>
  `<${name}>${typeof inside === 'string' ? escaped(inside) : inside.join('')}</${name}>`;

/** The answer of a service. */
export const response = (service: string, inside: readonly string[]): string =>
  `${HEAD}<S:Envelope xmlns:S="${SOAP}" xmlns:n="http://dtts.sfda.gov.sa/${service}"><S:Body><n:${service}Response>${inside.join('')}</n:${service}Response></S:Body></S:Envelope>`;

/** A whole call refused. */
export const fault = (service: string, code: string): string =>
  `${HEAD}<S:Envelope xmlns:S="${SOAP}"><S:Body><S:Fault><faultcode>S:Server</faultcode><faultstring>${code}</faultstring><detail><n:ServiceError xmlns:n="http://dtts.sfda.gov.sa/${service}"><FC>${code}</FC></n:ServiceError></detail></S:Fault></S:Body></S:Envelope>`;

/** What a wrong name or password is shown by the server in front. */
export const unauthorized = '<html><body><h1>HTTP Status 401 - Unauthorized</h1></body></html>';
