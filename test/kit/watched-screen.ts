import type { Terminal } from '../../console/epcis-tool/terminal/terminal.ts';

/** A terminal of the EPCIS tool that keeps what it is told. */
export function watchedScreen({ watched = false } = {}) {
  const said = { out: '', remarks: [] as string[], shown: [] as string[] };
  const screen: Terminal = {
    print: (text) => {
      said.out += text;
    },
    remark: (line) => {
      said.remarks.push(line);
    },
    progress: (text) => {
      said.shown.push(text);
    },
    watched,
    settled: async () => {},
  };
  return { screen, said };
}

/** An input that comes in these pieces; `again` as a file would. */
export const pieces = (...all: readonly (string | Uint8Array)[]) => ({
  name: 'pieces',
  again: true,
  pieces: async function* () {
    for (const piece of all) yield Buffer.from(piece);
  },
});
