import { xmlAttribute } from '../../wire/write-xml.ts';
import { namespaces } from '../xml/structure.ts';
import type { XmlVersion } from '../xml/write-root.ts';

/** Each operation with the element that it answers. */
const operations: Readonly<Record<string, string>> = {
  GetQueryNames: 'GetQueryNamesResult',
  Subscribe: 'SubscribeResult',
  Unsubscribe: 'UnsubscribeResult',
  GetSubscriptionIDs: 'GetSubscriptionIDsResult',
  Poll: 'QueryResults',
  GetStandardVersion: 'GetStandardVersionResult',
  GetVendorVersion: 'GetVendorVersionResult',
};

/**
 * The query control interface in WSDL 1.1, document/literal over SOAP 1.1, at an address. Its elements are those of the published schemas
 * (EPCglobal-epcis-query-1_2.xsd, -2_0.xsd), to which it refers by namespace. The faults that may come stand in the schemas, too.
 */
export function wsdl(version: XmlVersion, address: string): string {
  const own = `urn:epcglobal:epcis:wsdl:${version.charAt(0)}`;
  const location = xmlAttribute(address);
  const names = Object.entries(operations);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:epcisq="${namespaces[version].query}" xmlns:own="${own}" targetNamespace="${own}">`,
    `<types><xsd:schema targetNamespace="${own}"><xsd:import namespace="${namespaces[version].query}"/></xsd:schema></types>`,
    ...names.map(([asked, told]) => messages(asked, told)),
    `<portType name="Queries">${names.map(([asked]) => operation(asked)).join('')}</portType>`,
    '<binding name="QueriesSoap" type="own:Queries"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>',
    ...names.map(([asked]) => bound(asked)),
    '</binding>',
    `<service name="EPCIS"><port name="Queries" binding="own:QueriesSoap"><soap:address location="${typeof location === 'string' ? location : ''}"/></port></service>`,
    '</definitions>\n',
  ].join('\n');
}

const calledOf = (element: string): string => element.charAt(0).toLowerCase() + element.slice(1);

const messages = (asked: string, told: string): string =>
  `<message name="${asked}In"><part name="body" element="epcisq:${asked}"/></message>` +
  `<message name="${asked}Out"><part name="body" element="epcisq:${told}"/></message>`;

const operation = (asked: string): string =>
  `<operation name="${calledOf(asked)}"><input message="own:${asked}In"/><output message="own:${asked}Out"/></operation>`;

const bound = (asked: string): string =>
  `<operation name="${calledOf(asked)}"><soap:operation soapAction=""/>` +
  '<input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>';
