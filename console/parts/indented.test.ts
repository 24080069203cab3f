import { expect, test } from 'vitest';
import { indented } from './indented.ts';

test('XML is shown an element a line, its text as it was', () => {
  expect(indented('<?xml version="1.0"?><a x="1"><b>one &amp; two</b><c/><d><e>  </e></d></a>')).toBe(
    [
      '<?xml version="1.0"?>',
      '<a x="1">',
      '  <b>one &amp; two</b>',
      '  <c/>',
      '  <d>',
      '    <e>  </e>',
      '  </d>',
      '</a>',
    ].join('\n'),
  );
});

test('JSON is shown a member a line, and what is neither as it is', () => {
  expect(indented('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(indented('neither')).toBe('neither');
});
