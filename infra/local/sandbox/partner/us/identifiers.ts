/** GTIN of an SGTIN URN, or of a class (`urn:epc:idpat:sgtin:…`); undefined for anything else. */
export function gtinOf(urn: string): string | undefined {
  const [, company = '', item = ''] = /^urn:epc:id(?:pat)?:sgtin:(\d+)\.(\d+)\./.exec(urn) ?? [];
  return company.length + item.length === 13 ? withCheck(`${item[0]}${company}${item.slice(1)}`) : undefined;
}

/** GLN of an SGLN URN, or of a GLN as it is; undefined for anything else. */
export function glnOf(id: string): string | undefined {
  if (/^\d{13}$/.test(id)) return id;
  const [, company = '', place = ''] = /^urn:epc:id:sgln:(\d+)\.(\d*)\./.exec(id) ?? [];
  return company.length + place.length === 12 ? withCheck(company + place) : undefined;
}

/** With the check digit of GS1: weights 3 and 1 from the right. */
function withCheck(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
