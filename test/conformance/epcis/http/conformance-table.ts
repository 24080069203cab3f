import type { Theme } from './conformance-case.ts';

const folder = 'test/conformance/epcis/http';

/** The cases as a page of the documentation. */
export function conformanceTable(themes: readonly Theme[]): string {
  const count = themes.reduce((sum, { cases }) => sum + cases.length, 0);
  return `# EPCIS conformance

What the REST and SOAP interfaces of the EPCIS repository are held to: ${count} cases, each run over HTTP against the product as
\`npm start\` starts it. Every parameter of SimpleEventQuery, every header, every verb of every resource, every exception of the
standard by its status and every exception of SOAP has one; \`http.test.ts\` fails when one is missing.

Cases of parameters ask about twelve events, whose names they tell: \`parameter-events.ts\` has them. Each is asked by a second tenant as
well, who must find none of the twelve.

Where a published corpus of EPCIS documents lies beside the repository, all its valid documents are captured over HTTP, XML 1.x and 2.0 and
JSON-LD, and queried back equal (\`corpus-captures.ts\`); and answers of each kind are held against GS1’s OpenAPI document, JSON Schema and XSD
(\`published-answers.ts\`).

A call without a token is answered by the gateway before the repository sees it, 401 without a problem document; one with a token that is not
valid is answered 401 with \`WWW-Authenticate\` and a problem document that tells why. A method that a resource does not have is answered 405 with \`Allow\`, a path
that is none 404, both with a problem document.

Run them with \`npx vitest run ${folder}\`. This page is written by \`npx node ${folder}/write-table.ts\`.

${themes.map(section).join('\n')}`;
}

const section = ({ name, cases }: Theme): string =>
  `## ${name}

Cases: \`${folder}/${name}-cases.ts\`.

| case | what | clause |
|---|---|---|
${cases.map(({ id, what, clause }) => `| ${[id, what, clause].map(cell).join(' | ')} |`).join('\n')}
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
